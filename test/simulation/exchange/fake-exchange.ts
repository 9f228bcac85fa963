import type { CallRuntime } from '../../../src/call-runtime/call-runtime.js';
import type { Key } from '../../../src/call-flow/event.js';
import type { Prompt } from '../../../src/call-flow/prompt.js';
import type { RingOutcome } from '../../../src/call-flow/plan.js';
import { Exchange, type ExchangeCommand, type Fact } from '../../../src/call-runtime/ports.js';
import type { Around } from './asterisk.js';
import type { CalleeLeg } from './callee-leg.js';
import type { CallerLeg } from './caller-leg.js';
import type { HowOver } from './dial.js';
import { LegBook, type Legs } from './legs.js';
import type { Answer } from './link.js';
import type { Placing } from './placing.js';

/** Verbs for which "it is already gone" means done. */
const ENDS_SOMETHING = new Set(['stop-saying', 'hang-up-callee', 'whisper', 'accept']);

/** What a process asks of the world around it. */
export interface Surroundings {
  around: Around;
  placing: Placing;
  /** A new call's id. */
  newCall: (caller: CallerLeg) => string;
  /** The caller's channel of a consent call. */
  lineToCall: (callId: string) => CallerLeg;
  isMissing: (prompt: Prompt) => boolean;
  /** Before each command: whether it may be given. */
  check: (callId: string, command: ExchangeCommand, legs: Legs | undefined) => void;
  closed: (legs: Legs) => void;
}

/** One process's edge to Asterisk: commands become requests, events become facts. As src/asterisk does it, without ARI. */
export class FakeExchange extends Exchange {
  readonly book = new LegBook();
  runtime!: CallRuntime;
  isAlive = true;

  constructor(private readonly needs: Surroundings) {
    super();
  }

  execute(callId: string, command: ExchangeCommand): void {
    if (!this.isAlive) return;
    const legs =
      this.book.ofCall(callId) ??
      (command.type === 'call-line' ? this.book.open(callId, this.needs.lineToCall(callId)) : undefined);
    this.needs.check(callId, command, legs);
    if (legs) this.carryOut(legs, command);
  }

  forget(callId: string): void {
    const legs = this.book.close(callId);
    if (legs) this.needs.closed(legs);
  }

  private carryOut(legs: Legs, command: ExchangeCommand): void {
    const { caller } = legs;
    switch (command.type) {
      case 'answer':
        return this.send(legs, command.type, () => caller.answer());
      case 'say':
        return this.say(legs, command.sayingId, command.prompts);
      case 'stop-saying':
        return this.send(legs, command.type, () => caller.stop(command.sayingId));
      case 'ring':
        return this.ring(legs, command);
      case 'ring-again':
        return this.ringAgain(legs, command);
      case 'whisper':
        if (this.needs.isMissing(command.offer.whisper))
          return this.giveUpCallee(legs, command.offer.offerId);
        return this.toCallee(legs, command.offer.offerId, command.type, (callee) => callee.whisper());
      case 'accept':
        return this.toCallee(legs, command.offer.offerId, command.type, (callee) => callee.letThrough());
      case 'call-line':
        return this.callLine(legs, command);
      case 'hang-up-callee':
        return this.toCallee(legs, command.offerId, command.type, (callee) => callee.hangUp());
      case 'hang-up':
        return this.send(legs, command.type, () => caller.hangUp(command.cause));
      default:
        return command satisfies never;
    }
  }

  private say(legs: Legs, sayingId: number, prompts: Prompt[]): void {
    const missing = prompts.find(this.needs.isMissing);
    const failed = (prompt: Prompt) => this.post(legs, { type: 'prompts-failed', sayingId, prompt });
    if (missing !== undefined) return failed(missing);
    this.request(
      legs,
      () => legs.caller.play(sayingId, prompts),
      (answer) => {
        if (answer === 'gone') this.failed(legs, 'say', answer);
        else if (answer !== 'done') failed(prompts.join(' '));
      },
    );
  }

  private ring(legs: Legs, command: ExchangeCommand & { type: 'ring' }): void {
    const { offers, rules, without } = command;
    this.needs.placing.ways(offers, without, (trunks) => {
      if (!this.isAlive) return;
      const found = offers.filter(({ offerId }) => trunks.has(offerId));
      if (found.length === 0) return this.failed(legs, 'ring', 'refused');
      for (const { offerId } of offers)
        if (!trunks.has(offerId))
          this.post(legs, { type: 'callee-left', offerId, outcome: 'unreachable', cause: 0 });
      const { ringMs, longestMs } = rules;
      legs.offerIds = [...trunks.keys()];
      const plan = { callId: legs.callId, offers: found, trunks, ringMs, longestMs };
      this.request(
        legs,
        () => (legs.caller.isThere ? 'done' : 'gone'),
        (prepared) => {
          if (prepared !== 'done') return this.failed(legs, 'ring', prepared);
          for (const [offerId, trunkId] of trunks)
            this.post(legs, { type: 'line-dialled', offerId, trunkId });
          legs.isHandedOver = true;
          this.request(
            legs,
            () => legs.caller.ring(plan),
            (answer) => {
              // Silence is no refusal: Dial may have the caller, and will tell.
              if (answer === 'done' || answer === 'unanswered') return;
              legs.isHandedOver = false;
              this.failed(legs, 'ring', answer);
            },
          );
        },
      );
    });
  }

  private ringAgain(legs: Legs, command: ExchangeCommand & { type: 'ring-again' }): void {
    const { offerId } = command.offer;
    const callee = legs.callees.get(offerId);
    if (!callee) return;
    this.needs.placing.ways([command.offer], command.without, (trunks) => {
      const trunkId = trunks.get(offerId);
      if (!this.isAlive) return;
      if (trunkId === undefined) return this.giveUpCallee(legs, offerId);
      this.post(legs, { type: 'line-dialled', offerId, trunkId });
      this.request(
        legs,
        () => callee.dialAgain(trunkId),
        (answer) => {
          if (answer !== 'done') this.giveUpCallee(legs, offerId);
        },
      );
    });
  }

  private callLine(legs: Legs, { without }: ExchangeCommand & { type: 'call-line' }): void {
    const { callId, caller } = legs;
    this.needs.placing.way(callId, without, (trunkId) => {
      if (!this.isAlive || legs.isOver) return;
      const failed = () => this.post(legs, { type: 'line-not-reached', outcome: 'unreachable', cause: 0 });
      if (trunkId === undefined) return failed();
      legs.isBeingCalled = true;
      this.post(legs, { type: 'line-dialled', offerId: callId, trunkId });
      this.request(
        legs,
        () => caller.beCalled(),
        (answer) => {
          if (answer === 'done') return;
          this.request(
            legs,
            () => caller.hangUp(),
            () => {},
          );
          failed();
        },
      );
    });
  }

  /** Nobody is to accept what they were not told of. */
  private giveUpCallee(legs: Legs, offerId: string): void {
    this.post(legs, { type: 'callee-left', offerId, outcome: 'unreachable', cause: 38 });
    this.toCallee(legs, offerId, 'hang-up-callee', (callee) => callee.hangUp());
  }

  private toCallee(legs: Legs, offerId: string, command: string, act: (callee: CalleeLeg) => Answer): void {
    const callee = legs.callees.get(offerId);
    if (callee) this.send(legs, command, () => act(callee));
  }

  private send(legs: Legs, command: string, act: () => Answer): void {
    this.request(legs, act, (answer) => {
      if (answer !== 'done') this.failed(legs, command, answer);
    });
  }

  private request(legs: Legs, act: () => Answer, answered: (answer: Answer) => void): void {
    const isWell = this.needs.around.link.request(act, (answer) => {
      if (this.isAlive) answered(answer);
    });
    if (!isWell) legs.caller.isTroubled = true;
  }

  private failed(legs: Legs, command: string, answer: Answer): void {
    if (answer !== 'gone') this.post(legs, { type: 'command-failed', command, reason: answer });
    else if (!ENDS_SOMETHING.has(command)) this.post(legs, { type: 'caller-hung-up', cause: 16 });
  }

  private post({ callId }: Legs, fact: Fact): void {
    this.runtime.post(callId, fact);
  }

  // What Asterisk tells.

  callArrived(caller: CallerLeg): void {
    const callId = this.needs.newCall(caller);
    this.book.open(callId, caller);
    this.runtime.arrive(callId, { leg: callId, ...caller.arrival });
  }

  keyPressed(caller: CallerLeg, key: Key): void {
    this.tell(caller, { type: 'key-pressed', key });
  }

  said(caller: CallerLeg, sayingId: number, failed: Prompt | undefined): void {
    if (failed === undefined) this.tell(caller, { type: 'prompts-finished', sayingId });
    else this.tell(caller, { type: 'prompts-failed', sayingId, prompt: failed });
  }

  callerGone(caller: CallerLeg, cause: number): void {
    if (this.book.ofCaller(caller)?.isBeingCalled) return this.notReached(caller, 'no-answer', cause);
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
    const legs = this.book.ofCaller(caller);
    if (!legs) return this.hangUp(caller);
    legs.isHandedOver = false;
    const [outcome, cause] = caller.cameBackWith;
    this.post(legs, { type: 'ringing-ended', outcome, cause });
  }

  calleeAnswered(callee: CalleeLeg): void {
    const { offer, dial } = callee;
    const legs = this.book.ofCall(dial.plan.callId);
    if (!legs) return this.hangUp(callee);
    legs.callees.set(offer.offerId, callee);
    this.post(legs, { type: 'callee-answered', offerId: offer.offerId });
  }

  calleePressed(callee: CalleeLeg, key: Key): void {
    const legs = this.book.ofCallee(callee);
    if (legs) this.post(legs, { type: 'callee-key-pressed', offerId: callee.offer.offerId, key });
  }

  oneOfSeveralOver(callee: CalleeLeg, ...[outcome, cause]: HowOver): void {
    const { offerId } = callee.offer;
    const legs = this.book.ofCall(callee.dial.plan.callId);
    if (legs && outcome === 'trunk-failed') legs.callees.set(offerId, callee);
    else this.hangUp(callee);
    if (!legs) return;
    const told = outcome === 'answered' ? 'not-accepted' : outcome;
    this.post(legs, { type: 'callee-left', offerId, outcome: told, cause });
  }

  lineAnswered(caller: CallerLeg): void {
    const legs = this.book.ofCaller(caller);
    if (!legs) return this.hangUp(caller);
    legs.isBeingCalled = false;
    this.post(legs, { type: 'line-answered' });
  }

  notReached(caller: CallerLeg, outcome: RingOutcome, cause: number): void {
    this.tell(caller, { type: 'line-not-reached', outcome, cause });
  }

  /** Whose ringing was not heard may have rung: no other trunk is tried. */
  mayHaveRung(legs: Legs): void {
    if (!legs.isHandedOver) return;
    for (const offerId of legs.offerIds) this.post(legs, { type: 'callee-rang', offerId });
  }

  /** What is played no more is over. */
  askForSaying(callId: string, sayingId: number): void {
    const legs = this.book.ofCall(callId);
    if (!legs) return;
    const isPlayed = () => (legs.caller.playing?.sayingId === sayingId ? 'done' : 'gone');
    this.request(legs, isPlayed, (answer) => {
      if (answer === 'gone') this.post(legs, { type: 'prompts-finished', sayingId });
    });
  }

  private tell(caller: CallerLeg, fact: Fact): void {
    const legs = this.book.ofCaller(caller);
    if (legs) this.post(legs, fact);
  }

  private hangUp(leg: CallerLeg | CalleeLeg): void {
    this.needs.around.link.request(
      () => leg.hangUp(),
      () => {},
    );
  }
}
