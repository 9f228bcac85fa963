import { seeded } from '../unit/routing/seeded.js';

/** Chance with a seed: the same at every run. */
export class Chance {
  private readonly next: () => number;

  /** Each `stream` of a seed is one of its own: what one part draws changes nothing for another. */
  constructor(seed: number, stream = 0) {
    this.next = seeded(Math.imul(seed, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca6b));
  }

  is(probability: number): boolean {
    return probability > 0 && this.next() < probability;
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  pick<T>(some: readonly T[]): T {
    return some[Math.floor(this.next() * some.length)] as T;
  }

  /** One of the names, as often as its weight says. */
  weighed<Name extends string>(weights: Record<Name, number>): Name {
    const all = Object.entries<number>(weights) as [Name, number][];
    let rest = this.next() * all.reduce((sum, [, weight]) => sum + weight, 0);
    return (all.find(([, weight]) => (rest -= weight) < 0) ?? all[0])![0];
  }
}
