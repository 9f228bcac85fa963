import type { Key } from '../../../src/call-flow/event.js';
import type { RingOutcome } from '../../../src/call-flow/plan.js';
import type { Prompt } from '../../../src/call-flow/prompt.js';
import type { Fact } from '../../../src/call-runtime/ports.js';
import type { CalleeLeg } from './callee-leg.js';
import type { CallerLeg } from './caller-leg.js';
import type { HowOver } from './dial.js';
import type { FakeExchange } from './fake-exchange.js';
import type { Legs } from './legs.js';
import type { Link } from './link.js';

/** Hears what Asterisk tells, and passes it on as facts, as src/asterisk/exchange-events.ts does it. */
export class Ear {
  constructor(
    readonly exchange: FakeExchange,
    private readonly link: Link,
    /** A new call's id. */
    private readonly newCall: (caller: CallerLeg) => string,
  ) {}

  callArrived(caller: CallerLeg): void {
    const known = this.exchange.book.ofCaller(caller)?.callId;
    const callId = known ?? this.newCall(caller);
    const { dialled, caller: who, trunkId } = caller.arrival;
    const arrival = { leg: caller.name, dialled, caller: who, trunkId };
    // Taken over before it was known where its number leads: the same call.
    if (known !== undefined)
      return void this.exchange.runtime.post(callId, { type: 'call-arrived', callId, ...arrival });
    this.exchange.book.open(callId, caller);
    this.exchange.runtime.arrive(callId, arrival);
  }

  keyPressed(caller: CallerLeg, key: Key): void {
    this.tell(caller, { type: 'key-pressed', key });
  }

  said(caller: CallerLeg, sayingId: number, failed: Prompt | undefined): void {
    if (failed === undefined) this.tell(caller, { type: 'prompts-finished', sayingId });
    else this.tell(caller, { type: 'prompts-failed', sayingId, prompt: failed });
  }

  callerGone(caller: CallerLeg, cause: number): void {
    if (this.exchange.book.ofCaller(caller)?.isBeingCalled)
      return this.notReached(caller, 'no-answer', cause);
    this.tell(caller, { type: 'caller-hung-up', cause });
  }

  calleeRang(caller: CallerLeg, offerId: string): void {
    this.tell(caller, { type: 'callee-rang', offerId });
  }

  legsJoined(caller: CallerLeg): void {
    this.tell(caller, { type: 'legs-joined' });
  }

  /** What belongs to no call is hung up. */
  cameBack(caller: CallerLeg): void {
    const legs = this.exchange.book.ofCaller(caller);
    if (!legs) return this.hangUp(caller);
    legs.isHandedOver = false;
    const [outcome, cause] = caller.cameBackWith;
    this.exchange.post(legs, { type: 'ringing-ended', outcome, cause });
  }

  calleeAnswered(callee: CalleeLeg): void {
    const { offer, dial } = callee;
    const legs = this.exchange.book.ofCall(dial.plan.callId);
    if (!legs) return this.hangUp(callee);
    legs.callees.set(offer.offerId, callee);
    this.exchange.post(legs, { type: 'callee-answered', offerId: offer.offerId });
  }

  calleePressed(callee: CalleeLeg, key: Key): void {
    const legs = this.exchange.book.ofCallee(callee);
    if (legs) this.exchange.post(legs, { type: 'callee-key-pressed', offerId: callee.offer.offerId, key });
  }

  oneOfSeveralOver(callee: CalleeLeg, ...[outcome, cause]: HowOver): void {
    const { offerId } = callee.offer;
    const legs = this.exchange.book.ofCall(callee.dial.plan.callId);
    if (legs && outcome === 'trunk-failed') legs.callees.set(offerId, callee);
    else this.hangUp(callee);
    if (!legs) return;
    const told = outcome === 'answered' ? 'not-accepted' : outcome;
    this.exchange.post(legs, { type: 'callee-left', offerId, outcome: told, cause });
  }

  lineAnswered(caller: CallerLeg): void {
    const legs = this.exchange.book.ofCaller(caller);
    if (!legs) return this.hangUp(caller);
    legs.isBeingCalled = false;
    this.exchange.post(legs, { type: 'line-answered' });
  }

  notReached(caller: CallerLeg, outcome: RingOutcome, cause: number): void {
    this.tell(caller, { type: 'line-not-reached', outcome, cause });
  }

  /** Whose ringing was not heard may have rung: no other trunk is tried. */
  mayHaveRung(legs: Legs): void {
    if (!legs.isHandedOver) return;
    for (const offerId of legs.offerIds) this.exchange.post(legs, { type: 'callee-rang', offerId });
  }

  /** What is played no more is over. */
  askForSaying(callId: string, sayingId: number): void {
    const legs = this.exchange.book.ofCall(callId);
    if (!legs) return;
    const isPlayed = () => (legs.caller.playing?.sayingId === sayingId ? 'done' : 'gone');
    this.exchange.request(legs, isPlayed, (answer) => {
      if (answer === 'gone') this.exchange.post(legs, { type: 'prompts-finished', sayingId });
    });
  }

  private tell(caller: CallerLeg, fact: Fact): void {
    const legs = this.exchange.book.ofCaller(caller);
    if (legs) this.exchange.post(legs, fact);
  }

  private hangUp(leg: CallerLeg | CalleeLeg): void {
    const isWell = this.link.request(
      () => leg.hangUp(),
      () => {},
    );
    const caller = 'offer' in leg ? leg.dial.caller : leg;
    if (!isWell) caller.hasLost = true;
  }
}
