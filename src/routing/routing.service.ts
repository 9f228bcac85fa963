import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Caller, Entry, Target } from '../call-flow/plan.js';
import { Routing } from '../call-runtime/ports.js';
import { CandidateFinder } from './candidates.js';
import { Entries } from './entries.js';
import { Offers, type Found } from './offers.js';
import { Reservations } from './reservations.js';

/** Longer than any lookup takes, shorter than anybody notices (ms). */
const NOT_LISTED_AFTER = 25;

@Injectable()
export class RoutingService extends Routing {
  constructor(
    private readonly entries: Entries,
    private readonly candidates: CandidateFinder,
    private readonly offers: Offers,
    private readonly reservations: Reservations,
  ) {
    super();
  }

  findNumber(dialled: string, caller: Caller | null, now: Date): Promise<Entry | undefined> {
    return this.entries.find(dialled, caller, now);
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
    if (candidates) return this.offers.among(callId, candidates, except, now);
    // A wrong extension takes fewer lookups than a withdrawn one: nobody shall hear the difference.
    await earliest;
    return { reason: 'not-listed' };
  }

  async release(callId: string, professionalIds: string[], spokeUntil: Date | null): Promise<void> {
    await this.reservations.release(callId, professionalIds, spokeUntil);
  }
}
