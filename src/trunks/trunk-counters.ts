import { Injectable } from '@nestjs/common';

/** How often each of a few things happened, since the process began. */
export class Tally {
  private readonly counts = new Map<string, number>();

  add(name: string): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  all(): [name: string, count: number][] {
    return [...this.counts];
  }
}

/** For the metrics: never a number, nor whose. */
@Injectable()
export class TrunkCounters {
  /** Attempts to leave, by trunk and what the carrier did. */
  readonly attempts = new Tally();
  /** Calls for a number of another trunk. */
  refusedInbound = 0;
  /** Numbers that were not called, by reason. */
  readonly refusals = new Tally();
}
