import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Caller, Entry, NoLineReason, Target } from '../call-flow/plan.js';
import { Routing } from '../call-runtime/ports.js';
import { ExtensionGuard } from '../guard/extension-guard.js';
import { CandidateFinder } from './candidates.js';
import { Entries } from './entries.js';
import { Offers, type Found } from './offers.js';
import { Reservations } from './reservations/reservations.js';
import { ReturnCalls } from './returning/return-calls.js';
import { SessionCalls } from './returning/session-calls.js';

/** Longer than any lookup takes, shorter than anybody notices (ms). */
const NOT_LISTED_AFTER = 25;

const TELL_NOTHING: NoLineReason[] = ['not-listed', 'too-many-attempts'];

@Injectable()
export class RoutingService extends Routing {
  constructor(
    private readonly entries: Entries,
    private readonly candidates: CandidateFinder,
    private readonly offers: Offers,
    private readonly sessions: SessionCalls,
    private readonly returns: ReturnCalls,
    private readonly reservations: Reservations,
    private readonly guard: ExtensionGuard,
  ) {
    super();
  }

  findNumber(
    dialled: string,
    caller: Caller | null,
    now: Date,
    trunkId: string | null,
  ): Promise<Entry | undefined> {
    return this.entries.find(dialled, caller, now, trunkId);
  }

  async findLine(
    callId: string,
    target: Target,
    except: string[],
    now: Date,
    caller: Caller | null,
  ): Promise<Found> {
    const earliest = wait(NOT_LISTED_AFTER);
    const look = () => this.lineOf(callId, target, except, now, caller);
    const isGuess = target.kind === 'extension';
    const found = isGuess ? await this.guard.attempt(target, caller, now, look) : await look();
    // A wrong extension takes fewer lookups than a withdrawn one, and who may not try any takes none: nobody
    // shall hear the difference.
    if ('reason' in found && TELL_NOTHING.includes(found.reason)) await earliest;
    return found;
  }

  private async lineOf(
    callId: string,
    target: Target,
    except: string[],
    now: Date,
    caller: Caller | null,
  ): Promise<Found> {
    switch (target.kind) {
      case 'last-caller':
        return this.returns.lastCaller(callId, target.professionalId, caller, now);
      case 'session':
        return this.sessions.line(callId, target, except, now, caller);
      default: {
        const candidates = await this.candidates.of(target);
        if (!candidates) return { reason: 'not-listed' };
        return this.offers.among(callId, candidates, except, now, caller);
      }
    }
  }

  hold(callId: string, professionalIds: string[]): void {
    this.reservations.hold(callId, professionalIds);
  }

  async release(callId: string, professionalIds: string[], spokeUntil: Date | null): Promise<void> {
    await this.reservations.release(callId, professionalIds, spokeUntil);
  }
}
