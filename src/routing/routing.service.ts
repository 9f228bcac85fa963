import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Caller, Entry, NoLineReason, Offer, Target } from '../call-flow/plan.js';
import { Routing } from '../call-runtime/ports.js';
import { Config } from '../config/config.js';
import { mayBeRung } from './availability.js';
import { CandidateFinder, type Candidates } from './candidates.js';
import { dialledNumber } from './dialled-number.js';
import { IdleTimes } from './idle-times.js';
import { Lookups } from './lookups.js';
import { offerOf } from './offer.js';
import { howManyAtOnce, inOrder } from './order.js';
import { Reservations } from './reservations.js';
import type { ListingSnapshot, Strategy } from './snapshot.js';

/** Longer than any lookup takes, shorter than anybody notices (ms). */
const NOT_LISTED_AFTER = 25;

type Found = { offers: Offer[] } | { reason: NoLineReason; categoryId?: string };

@Injectable()
export class RoutingService extends Routing {
  constructor(
    private readonly lookups: Lookups,
    private readonly candidates: CandidateFinder,
    private readonly idleTimes: IdleTimes,
    private readonly reservations: Reservations,
    private readonly config: Config,
  ) {
    super();
  }

  async findNumber(dialled: string, _caller: Caller | null): Promise<Entry | undefined> {
    const number = dialledNumber(dialled, this.config.defaultCountry);
    const published = number === undefined ? undefined : await this.lookups.entry(number);
    return published?.kind === 'menu' ? { ...published, again: null, professional: null } : published;
  }

  async findLine(
    callId: string,
    target: Target,
    except: string[],
    now: Date,
    _caller: Caller | null,
  ): Promise<Found> {
    const earliest = wait(NOT_LISTED_AFTER);
    const candidates = await this.candidates.of(target);
    if (candidates) return this.offer(callId, candidates, except, now);
    // A wrong extension takes fewer lookups than a withdrawn one: nobody shall hear the difference.
    await earliest;
    return { reason: 'not-listed' };
  }

  async release(callId: string, professionalIds: string[], spokeUntil: Date | null): Promise<void> {
    await this.reservations.release(callId, professionalIds, spokeUntil);
  }

  private async offer(callId: string, candidates: Candidates, except: string[], now: Date): Promise<Found> {
    const { categoryId, category, listings } = candidates;
    const open = listings.filter((listing) => mayBeRung(listing, except, now));
    const trunkId = await this.lookups.trunk();
    if (open.length === 0 || trunkId === undefined) return { reason: 'not-available', categoryId };
    const reserved = await this.reserve(callId, open, category.strategy, now);
    if (reserved.length === 0) return { reason: 'busy', categoryId };
    return { offers: reserved.map((listing) => offerOf(listing, category, trunkId)) };
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
