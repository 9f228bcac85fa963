import type { CallRuntime } from '../../../src/call-runtime/call-runtime.js';
import type { Prompt } from '../../../src/call-flow/prompt.js';
import { Exchange, type ExchangeCommand, type Fact } from '../../../src/call-runtime/ports.js';
import type { Life } from '../parts/life.js';
import type { Around } from './asterisk.js';
import type { CalleeLeg } from './callee-leg.js';
import type { CallerLeg } from './caller-leg.js';
import { LegBook, type Legs } from './legs.js';
import type { Answer } from './link.js';
import type { Placing } from './placing.js';

/** Verbs for which "it is already gone" means done. */
const ENDS_SOMETHING = new Set(['stop-saying', 'hang-up-callee', 'whisper', 'accept']);

/** What a process asks of the world around it. */
export interface Surroundings {
  around: Around;
  life: Life;
  placing: Placing;
  /** The caller's channel of a consent call. */
  lineToCall: (callId: string) => CallerLeg;
  isMissing: (prompt: Prompt) => boolean;
  /** Before each command: whether it may be given. */
  check: (callId: string, command: ExchangeCommand, legs: Legs | undefined) => void;
  closed: (legs: Legs) => void;
}

/** One process's edge to Asterisk: a call's commands become requests, as src/asterisk/ari-exchange.ts does it. */
export class FakeExchange extends Exchange {
  readonly book = new LegBook();
  runtime!: CallRuntime;
  constructor(private readonly needs: Surroundings) {
    super();
  }

  execute(callId: string, command: ExchangeCommand): void {
    if (!this.needs.life.does()) return;
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
      if (this.needs.life.isOver) return;
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
      if (this.needs.life.isOver) return;
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
      if (this.needs.life.isOver || legs.isOver) return;
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

  request(legs: Legs, act: () => Answer, answered: (answer: Answer) => void): void {
    const isWell = this.needs.around.link.request(act, (answer) => {
      if (!this.needs.life.isOver) answered(answer);
    });
    if (!isWell) legs.caller.hasLost = true;
  }

  private failed(legs: Legs, command: string, answer: Answer): void {
    if (answer !== 'gone') this.post(legs, { type: 'command-failed', command, reason: answer });
    else if (!ENDS_SOMETHING.has(command)) this.post(legs, { type: 'caller-hung-up', cause: 16 });
  }

  post({ callId }: Legs, fact: Fact): void {
    this.runtime.post(callId, fact);
  }
}
