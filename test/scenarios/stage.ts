import type { ConsentAsk } from '../../src/call-flow/plan.js';
import type { CallState } from '../../src/call-flow/state.js';
import type { Step } from '../../src/call-flow/step.js';
import type { Fact } from '../../src/call-runtime/ports.js';
import { ARRIVAL } from '../unit/call-flow/cast.js';
import { DrivenCall } from '../unit/call-flow/driven-call.js';
import { told } from './telling.js';

/** Where a story is played: one call, and what is to be told of it. */
export class Stage {
  private call = new DrivenCall();
  private readonly lines: string[] = [];

  get state(): CallState {
    return this.call.state;
  }

  arrive(dialled: string): void {
    this.call = new DrivenCall();
    this.happen({ type: 'call-arrived', callId: 'call', ...ARRIVAL, dialled });
  }

  ask(ask: ConsentAsk): void {
    this.call = new DrivenCall();
    this.happen({ type: 'consent-call-asked', callId: 'call', ask });
  }

  happen(fact: Fact): void {
    this.tell(this.state, this.call.happen(fact));
  }

  /** Time passes, and with it whatever deadline comes first. */
  pass(ms: number): void {
    const until = this.call.at + ms;
    while (this.call.deadline <= until) this.tell(this.state, this.call.passDeadline());
    this.call.at = until;
  }

  /** What has been told since the last time. */
  takeLines(): string[] {
    return this.lines.splice(0);
  }

  private tell({ name }: CallState, { state, commands }: Step): void {
    if (state.name !== name) this.lines.push(`-> ${state.name}`);
    this.lines.push(...commands.flatMap((command) => told(command, this.call.at)));
  }
}
