import { Injectable } from '@nestjs/common';

/** How many calls ended how, since the process began. */
@Injectable()
export class CallOutcomes {
  private readonly counts = new Map<string, number>();

  add(outcome: string): void {
    this.counts.set(outcome, (this.counts.get(outcome) ?? 0) + 1);
  }

  all(): [outcome: string, count: number][] {
    return [...this.counts];
  }
}
