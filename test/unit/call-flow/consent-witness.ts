import type { Command } from '../../../src/call-flow/command.js';
import type { CallEvent } from '../../../src/call-flow/event.js';
import type { ConsentAsk } from '../../../src/call-flow/plan.js';
import type { CallRecord } from '../../../src/call-flow/record.js';
import type { CallState } from '../../../src/call-flow/state.js';
import type { Step } from '../../../src/call-flow/step.js';
import { must } from './must.js';

const MOST_CHECKS = 6;

/** Watches that a yes is a yes: said on the line, after the question, behind the right code, and settled once. */
export class ConsentWitness {
  private ask: ConsentAsk | null = null;
  /** Nobody knows yet what came of the last call. */
  private isCalled = false;
  private trunk: string | null = null;
  private readonly lost: string[] = [];
  private hasAnswered = false;
  /** The sayings in which the question is put. */
  private readonly questions = new Set<number>();
  private isHeard = false;
  private typed = '';
  private code: string | null = null;
  private isRight = false;
  private checks = 0;
  private yeses = 0;
  private isRecorded = false;
  private begun = 0;
  private settled = 0;

  see(before: CallState, event: CallEvent, { state, commands }: Step): void {
    this.hear(before, event);
    for (const command of commands) this.check(before, event, command);
    if (this.ask) this.searchForCode(state);
  }

  private hear(before: CallState, event: CallEvent): void {
    if (event.type === 'consent-call-asked' && before.name === 'new') this.ask = event.ask;
    if (event.type === 'line-dialled') this.trunk = event.trunkId;
    if (event.type === 'line-not-reached' && event.outcome === 'trunk-failed' && this.trunk !== null) {
      this.lost.push(this.trunk);
      this.trunk = null;
      this.isCalled = false;
    }
    if (event.type === 'line-answered' && before.name === 'asking') this.hasAnswered = true;
    if (event.type === 'key-pressed' && before.name === 'verifying') this.typed += event.key;
    if (event.type === 'consent-code-checked' && before.name === 'checking')
      this.isRight = event.result === 'right';
    if (event.type === 'consent-recorded' && before.name !== 'ended') this.isRecorded ||= this.yeses > 0;
    if (event.type !== 'prompts-finished' || !('saying' in before)) return;
    if (event.sayingId === before.saying && this.questions.has(event.sayingId)) this.isHeard = true;
  }

  private check(before: CallState, event: CallEvent, command: Command): void {
    switch (command.type) {
      case 'call-line':
        must(command.ask === this.ask && !this.isCalled, 'a line is called that should not be');
        must(
          this.lost.every((trunkId) => command.without.includes(trunkId)),
          'tries a trunk that failed',
        );
        this.isCalled = true;
        break;
      case 'say':
        must(!this.ask || this.hasAnswered, 'speaks to a phone that was not picked up');
        if (this.ask && command.prompts.includes(this.ask.question)) this.questions.add(command.sayingId);
        break;
      case 'answer':
      case 'find-number':
      case 'find-line':
      case 'ring':
      case 'ring-again':
      case 'change-professional':
        must(!this.ask, `${command.type} in a consent call`);
        break;
      case 'check-consent-code':
        this.isOf(command.requestId);
        must(/^\d{6}$/.test(command.code) && this.typed.endsWith(command.code), 'not the code entered');
        must(++this.checks <= MOST_CHECKS, 'lets them guess for ever');
        this.code = command.code;
        break;
      case 'record-consent':
        this.isOf(command.requestId);
        this.checkYes(before, event);
        break;
      case 'begin-consent':
        this.isOf(command.requestId);
        must(this.hasAnswered && ++this.begun === 1, 'asks a phone that was not picked up');
        break;
      case 'settle-consent':
        this.isOf(command.requestId);
        this.settled += 1;
        break;
      case 'write-record':
        this.checkEnd(command.record);
        break;
      case 'stop-saying':
      case 'whisper':
      case 'accept':
      case 'hang-up-callee':
      case 'hang-up':
      case 'release':
    }
  }

  private checkYes(before: CallState, event: CallEvent): void {
    if (event.type === 'taken-over' && before.name === 'recording') return;
    must(before.name === 'confirming', 'a yes that was not asked for');
    must(event.type === 'key-pressed' && event.key === '1', 'a yes without its key');
    must(this.isRight, 'a yes without the right code');
    must(this.isHeard, 'a yes to a question that was not heard');
    must(++this.yeses === 1, 'a yes twice');
  }

  private checkEnd({ kind, outcome, professionalId }: CallRecord): void {
    must((kind === 'consent') === (this.ask !== null), `a record of the kind ${kind}`);
    must((outcome === 'consent-given') === this.isRecorded, `${outcome} is not what was recorded`);
    const expected = this.ask && !this.isRecorded ? 1 : 0;
    must(this.settled === expected, `settled ${this.settled} times`);
    must(!this.ask || professionalId === this.ask.professionalId, 'a record of somebody else');
  }

  private isOf(requestId: string): void {
    must(requestId === this.ask?.requestId, 'about another request');
  }

  /** The code may be known only while it is entered; the keys of a consent call are never noted. */
  private searchForCode(state: CallState): void {
    must(state.name === 'verifying' || !('digits' in state), 'digits where none are entered');
    must(!state.facts.timeline.some(({ what }) => what === 'key-pressed'), 'a key of the code is noted');
    if (this.code === null || state.name === 'verifying') return;
    const kept = JSON.stringify(state, (_, value: unknown) => (typeof value === 'number' ? 0 : value));
    must(!kept.includes(this.code), 'the code is kept');
  }
}
