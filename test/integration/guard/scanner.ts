import { checkDigit } from '../../../src/call-flow/extension.js';
import type { Caller } from '../../../src/call-flow/plan.js';
import { stranger } from '../routing/callers.js';
import type { RoutingNode } from '../routing/node.js';
import type { Town } from './town.js';

/** Every extension there can be. Whoever guesses works out the check digit: it is no secret. */
export function everyExtension(): string[] {
  const all: string[] = [];
  for (let n = 60_000; n < 100_000; n++) all.push(`${n}${checkDigit(String(n))}`);
  return all;
}

export function shuffled<T>(all: T[], random: () => number): T[] {
  const left = [...all];
  for (let i = left.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [left[i], left[j]] = [left[j] as T, left[i] as T];
  }
  return left;
}

/** Somebody with many numbers who wants to know which extensions there are, and tries none twice in vain. */
export class Scanner {
  private readonly callers: Caller[];
  private turn = 0;
  guesses = 0;
  wrong = 0;
  readonly found = new Set<string>();

  constructor(
    private readonly town: Town,
    private readonly node: RoutingNode,
    numbers: number,
    private readonly untried: string[],
  ) {
    this.callers = Array.from({ length: numbers }, stranger);
  }

  /** Guesses `times` times, many at once, each by the next number. False: none of them was answered. */
  async guess(times: number, at: (guess: number) => Date, atOnce = 250): Promise<boolean> {
    const before = this.untried.length;
    for (let done = 0; done < times; done += atOnce) {
      const now = Math.min(atOnce, times - done);
      await Promise.all(Array.from({ length: now }, (_, i) => this.try(at(done + i))));
    }
    return this.untried.length < before;
  }

  private async try(now: Date): Promise<void> {
    const extension = this.untried.shift();
    if (extension === undefined) return;
    this.guesses++;
    const caller = this.callers[this.turn++ % this.callers.length] ?? null;
    const answer = await this.town.dial(this.node, extension, caller, now);
    if (answer === 'not-listed') this.wrong++;
    // Not answered: whether it is somebody's is as open as before.
    else if (answer === 'too-many-attempts') this.untried.push(extension);
    else this.found.add(extension);
  }
}
