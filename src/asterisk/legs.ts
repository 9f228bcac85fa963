/** The channels of one call, by Asterisk's ids. */
export interface Legs {
  callId: string;
  caller: string;
  /** The dialplan has the caller: it rings, or the legs are joined. Its variables cannot be set meanwhile. */
  isHandedOver: boolean;
  /** We are calling this one ourselves, and it has not answered yet. */
  isBeingCalled: boolean;
  /** A process that is gone began it, and it is not told yet where its caller is. */
  isTakenOver: boolean;
  /** The call has ended: nothing more is begun for it. */
  isOver: boolean;
  /** Callees who answered and are being asked, by offer. */
  callees: Map<string, string>;
  /** Offers of the ringing in progress. */
  offerIds: string[];
  /** Pushed addresses of direct lines, not yet removed, by attempt. */
  addresses: Map<string, string>;
  /** Attempts that have a place on a trunk. */
  attempts: Set<string>;
}

/** Which part of which call a channel is. */
export type Part = { legs: Legs; offerId: string | null };

/** Finds calls by channels and channels by calls. */
export class LegBook {
  private readonly byCall = new Map<string, Legs>();
  private readonly byChannel = new Map<string, Part>();

  open(callId: string, caller: string): Legs {
    const legs: Legs = {
      callId,
      caller,
      isHandedOver: false,
      isBeingCalled: false,
      isTakenOver: false,
      isOver: false,
      callees: new Map(),
      offerIds: [],
      addresses: new Map(),
      attempts: new Set(),
    };
    this.byCall.set(callId, legs);
    this.byChannel.set(caller, { legs, offerId: null });
    return legs;
  }

  addCallee(legs: Legs, offerId: string, channel: string): void {
    legs.callees.set(offerId, channel);
    this.byChannel.set(channel, { legs, offerId });
  }

  ofCall(callId: string): Legs | undefined {
    return this.byCall.get(callId);
  }

  ofChannel(channel: string | undefined): Part | undefined {
    return channel === undefined ? undefined : this.byChannel.get(channel);
  }

  all(): Legs[] {
    return [...this.byCall.values()];
  }

  close(callId: string): Legs | undefined {
    const legs = this.byCall.get(callId);
    if (!legs) return undefined;
    legs.isOver = true;
    this.byCall.delete(callId);
    for (const channel of [legs.caller, ...legs.callees.values()]) this.byChannel.delete(channel);
    return legs;
  }
}
