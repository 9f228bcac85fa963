import { Heap } from './heap.js';

/** A Wednesday afternoon. */
export const START = Date.UTC(2026, 0, 14, 15);

/** Time that passes when nothing is left to be done now: hours of calls in a second. */
export class SimulatedTime {
  private readonly planned = new Heap();
  private planCount = 0;
  private hasAnswers = false;
  now = START;

  /** Runs `task` at `at`, or now if that has passed. Returns how to call it off. */
  at(at: number, task: () => void): () => void {
    const planned = { at: Math.max(at, this.now), order: (this.planCount += 1), task };
    this.planned.push(planned);
    return () => {
      (planned as { task: unknown }).task = null;
    };
  }

  /** Runs `task` after `ms`. */
  in(ms: number, task: () => void): () => void {
    return this.at(this.now + ms, task);
  }

  /** A promise was settled: whoever waits for it goes on before the next thing happens. */
  answered(): void {
    this.hasAnswers = true;
  }

  /** Until nothing is left to happen, or `isEnough`. */
  async run(isEnough: () => boolean): Promise<void> {
    for (let next = this.planned.pop(); next; next = this.planned.pop()) {
      if (!next.task) continue;
      this.now = next.at;
      next.task();
      if (this.hasAnswers) await this.letAnswersArrive();
      if (isEnough()) return;
    }
  }

  private letAnswersArrive(): Promise<void> {
    this.hasAnswers = false;
    return new Promise((resolve) => setImmediate(resolve));
  }
}
