import { Injectable } from '@nestjs/common';
import type { Caller, NoLineReason, Offer } from '../call-flow/plan.js';
import { isFor, mayBeRung, refusesWithheld } from './availability.js';
import type { Candidates } from './candidates.js';
import { IdleTimes } from './reservations/idle-times.js';
import { Lookups } from './cache/lookups.js';
import { offerOf } from './offer.js';
import { howManyAtOnce, inOrder } from './order.js';
import { Reservations } from './reservations/reservations.js';
import type { ListingSnapshot, Strategy } from './snapshot.js';

export type Found = { offers: Offer[] } | { reason: NoLineReason; categoryId?: string };

/** Of those who are meant, the ones to ring now: open, free, in turn; each reserved for the call. */
@Injectable()
export class Offers {
  constructor(
    private readonly lookups: Lookups,
    private readonly idleTimes: IdleTimes,
    private readonly reservations: Reservations,
  ) {}

  async among(
    callId: string,
    candidates: Candidates,
    except: string[],
    now: Date,
    caller: Caller | null,
  ): Promise<Found> {
    const { categoryId, category, listings } = candidates;
    if (listings.length > 0 && listings.every((listing) => refusesWithheld(listing, caller)))
      return { reason: 'number-withheld', categoryId };
    const blocks = await this.lookups.blocks(caller);
    const open = listings.filter(
      (listing) => isFor(listing, caller, blocks) && mayBeRung(listing, except, now),
    );
    if (open.length === 0) return { reason: 'not-available', categoryId };
    const reserved = await this.reserve(callId, open, category.strategy, now);
    if (reserved.length === 0) return { reason: 'busy', categoryId };
    return { offers: reserved.map((listing) => offerOf(listing, category)) };
  }

  private async reserve(
    callId: string,
    open: ListingSnapshot[],
    strategy: Strategy,
    now: Date,
  ): Promise<ListingSnapshot[]> {
    const activity = await this.idleTimes.of(open.map(({ professionalId }) => professionalId));
    const ordered = inOrder(open, strategy, activity);
    const ids = ordered.map(({ professionalId }) => professionalId);
    const reserved = await this.reservations.reserve(callId, ids, howManyAtOnce(strategy), now);
    return ordered.filter(({ professionalId }) => reserved.includes(professionalId));
  }
}
