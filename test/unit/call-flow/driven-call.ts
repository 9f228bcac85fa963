import { advance, newCall } from '../../../src/call-flow/advance.js';
import type { CallState } from '../../../src/call-flow/state.js';
import type { Step } from '../../../src/call-flow/step.js';
import type { Fact } from '../../../src/call-runtime/ports.js';
import { Witness } from './witness.js';

export const START = Date.UTC(2026, 0, 14, 15);

/** A call that is driven event by event, on a clock of its own, under the eyes of a witness. */
export class DrivenCall {
  private readonly witness = new Witness();
  at = START;
  state: CallState;

  constructor() {
    this.state = newCall('call', this.at);
  }

  happen(fact: Fact): Step {
    const event = deepFreeze({ ...fact, at: this.at });
    const before = deepFreeze(this.state);
    const step = advance(before, event);
    this.witness.see(before, event, step);
    this.state = step.state;
    return step;
  }

  get deadline(): number {
    return 'deadline' in this.state ? this.state.deadline : Infinity;
  }

  passDeadline(): Step {
    this.at = Math.max(this.at, this.deadline);
    return this.happen({ type: 'deadline-passed' });
  }

  /** Nothing happens any more but the passing of time. */
  untilEnd(mostSteps: number): void {
    for (let steps = 0; this.state.name !== 'ended'; steps += 1) {
      if (steps === mostSteps) throw new Error(`still ${this.state.name} after ${steps} deadlines`);
      this.passDeadline();
    }
  }
}

/** Whoever changes what was given to it is found out: it throws. */
function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
