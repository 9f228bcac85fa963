import type { Offer, RingOutcome } from '../../../src/call-flow/plan.js';
import { LONGEST_ACCEPTANCE } from '../../../src/call-flow/step.js';
import type { Around } from './asterisk.js';
import { CalleeLeg } from './callee-leg.js';
import type { CallerLeg } from './caller-leg.js';

export type HowOver = [RingOutcome | 'answered', number];

/** Whom the dialplan is to ring, for which call and how long. */
export interface DialPlan {
  callId: string;
  offers: Offer[];
  /** By offer. */
  trunks: Map<string, string>;
  ringMs: number;
  longestMs: number;
}

/**
 * The dialplan's Dial, of one line or of several (docs/architecture.md, asterisk-config/switchboard/extensions.conf).
 * It cancels what rings when the caller is gone, but not who listens: they are in a Gosub.
 */
export class Dial {
  private readonly legs: CalleeLeg[];
  private joined: CalleeLeg | null = null;
  private isOver = false;
  private lastOver: HowOver = ['no-answer', 19];
  private callOffLimit: () => void = () => {};

  constructor(
    readonly caller: CallerLeg,
    readonly plan: DialPlan,
    private readonly around: Around,
  ) {
    this.legs = plan.offers.map((offer) => new CalleeLeg(this, offer, around));
  }

  begin(): void {
    if (this.isSeveral) this.limit(this.plan.ringMs + LONGEST_ACCEPTANCE, ['no-answer', 19]);
    for (const leg of this.legs) leg.beDialled(this.plan.trunks.get(leg.offer.offerId) ?? '');
  }

  get isSeveral(): boolean {
    return this.legs.length > 1;
  }

  get isTalkedIn(): boolean {
    return this.joined !== null && !this.isOver;
  }

  get isListenedTo(): boolean {
    return !this.isSeveral && !this.isOver && this.legs[0]?.phase === 'listening';
  }

  asksFirst(offer: Offer): boolean {
    return this.isSeveral || offer.acceptance;
  }

  join(leg: CalleeLeg): void {
    if (this.isOver || this.joined || this.caller.place === 'gone') {
      leg.leave();
      if (!this.isOver && !this.joined) this.end('answered', 16);
      return;
    }
    this.joined = leg;
    this.dropOthers(leg);
    this.around.watch.joined(leg);
    leg.join();
    this.around.link.tell(this.caller, (service) => service.legsJoined(this.caller));
    this.limit(this.plan.longestMs, ['answered', 16]);
  }

  /** A leg is over that was `was`. */
  legOver(leg: CalleeLeg, was: CalleeLeg['phase'], how: HowOver): void {
    if (this.isOver || (this.joined && leg !== this.joined)) return;
    if (this.joined) this.end('answered', 16);
    else if (!this.isSeveral) this.end(...(was === 'listening' ? (['answered', 16] as HowOver) : how));
    else this.oneOver(leg, how);
  }

  legGivenUp(): void {
    if (this.isOver || this.joined || this.legs.some(({ phase }) => phase !== 'over')) return;
    const [outcome, cause] = this.lastOver;
    this.end(outcome === 'answered' ? 'no-answer' : outcome, cause);
  }

  callerGone(): void {
    if (this.isOver || this.isListenedTo) return;
    this.stop();
  }

  end(...how: HowOver): void {
    if (this.isOver) return;
    this.stop();
    this.caller.comeBack(...how);
  }

  private stop(): void {
    this.isOver = true;
    this.callOffLimit();
    this.dropOthers(null);
    this.joined?.leave();
  }

  /** Its own Dial has ended, and it enters our app. */
  private oneOver(leg: CalleeLeg, how: HowOver): void {
    this.lastOver = how;
    leg.wait(...how);
    if (!this.around.link.isOpen) return leg.leave();
    this.around.link.tell(leg, (service) => service.oneOfSeveralOver(leg, ...how));
  }

  private dropOthers(but: CalleeLeg | null): void {
    for (const leg of this.legs)
      if (leg !== but && leg !== this.joined && leg.phase !== 'listening') leg.leave();
  }

  private limit(ms: number, how: HowOver): void {
    this.callOffLimit();
    this.callOffLimit = this.around.time.in(ms, () => this.end(...how));
  }
}
