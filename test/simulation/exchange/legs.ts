import type { CalleeLeg } from './callee-leg.js';
import type { CallerLeg } from './caller-leg.js';

/** What one process knows of a call's channels (as src/asterisk/legs.ts). */
export interface Legs {
  callId: string;
  caller: CallerLeg;
  isHandedOver: boolean;
  isBeingCalled: boolean;
  /** A process that is gone steered it; where its caller is, is not known yet. */
  isTakenOver: boolean;
  isOver: boolean;
  callees: Map<string, CalleeLeg>;
  /** Of the ringing in progress. */
  offerIds: string[];
}

/** Finds calls by their callers, as long as they last. */
export class LegBook {
  private readonly byCall = new Map<string, Legs>();
  private readonly byCaller = new Map<CallerLeg, Legs>();

  open(callId: string, caller: CallerLeg): Legs {
    const legs: Legs = {
      callId,
      caller,
      isHandedOver: false,
      isBeingCalled: false,
      isTakenOver: false,
      isOver: false,
      callees: new Map(),
      offerIds: [],
    };
    caller.callId = callId;
    this.byCall.set(callId, legs);
    this.byCaller.set(caller, legs);
    return legs;
  }

  ofCall(callId: string): Legs | undefined {
    return this.byCall.get(callId);
  }

  ofCaller(caller: CallerLeg): Legs | undefined {
    return this.byCaller.get(caller);
  }

  /** Undefined: nobody knows of this callee. */
  ofCallee(callee: CalleeLeg): Legs | undefined {
    const legs = this.byCall.get(callee.dial.plan.callId);
    return legs?.callees.get(callee.offer.offerId) === callee ? legs : undefined;
  }

  all(): Legs[] {
    return [...this.byCall.values()];
  }

  close(callId: string): Legs | undefined {
    const legs = this.byCall.get(callId);
    if (!legs) return undefined;
    legs.isOver = true;
    this.byCall.delete(callId);
    this.byCaller.delete(legs.caller);
    return legs;
  }
}
