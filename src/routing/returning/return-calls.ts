import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Caller, Callee, Offer } from '../../call-flow/plan.js';
import { CallerTables } from '../tables/caller-tables.js';
import { Lookups } from '../cache/lookups.js';
import type { Found } from '../offers.js';
import { Reservations } from '../reservations/reservations.js';

/** Professionals who call their callers: back, or in a session. The callers see the number that they know. */
@Injectable()
export class ReturnCalls {
  constructor(
    private readonly lookups: Lookups,
    private readonly tables: CallerTables,
    private readonly reservations: Reservations,
  ) {}

  async lastCaller(callId: string, professionalId: string, caller: Caller | null, now: Date): Promise<Found> {
    const last = await this.tables.lastCaller(professionalId, now, caller?.token ?? '');
    const published = last && (await this.lookups.entry(last.dialled));
    // A number that is ours no more must not be shown as ours; one of a session calls within the session only.
    if (!last || !published || published.kind === 'session') return { reason: 'not-available' };
    const { listingId, categoryId, sealed, dialled } = last;
    const callee = { kind: 'caller', sealedTo: last.callId, sealed, presented: dialled } as const;
    const { language } = published;
    return this.offer(callId, { professionalId, listingId, categoryId, language, callee }, now);
  }

  /** Reserves the professional, who is busy with this call. Whom another call has is on that very phone: no matter. */
  async offer(
    callId: string,
    offer: Pick<Offer, 'professionalId' | 'listingId' | 'categoryId' | 'language'> & {
      callee: Callee & { kind: 'caller' };
    },
    now: Date,
  ): Promise<Found> {
    await this.reservations.reserve(callId, [offer.professionalId], 1, now);
    const offerId = randomUUID();
    return { offers: [{ ...offer, offerId, acceptance: true, whisper: 'return-whisper' }] };
  }
}
