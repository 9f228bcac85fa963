import type { Logger } from '@nestjs/common';

/** Between two lines in the log, in ms: a flood of calls must not become a flood of lines. */
const SAY_EVERY = 10_000;

/**
 * Whether one call more is one too many. Refused at once, it costs next to nothing and the carrier can try elsewhere;
 * taken, it would slow those who are on the phone.
 */
export class Overload {
  /** Calls refused since the start. */
  refused = 0;
  private unsaid = 0;
  private saidAt = -Infinity;

  constructor(
    private readonly most: number,
    private readonly log: Pick<Logger, 'warn'>,
    private readonly now: () => number = Date.now,
  ) {}

  /** @param inProgress calls at this moment, without the one that asks */
  refuses(inProgress: number): boolean {
    if (inProgress < this.most) return false;
    this.refused += 1;
    this.unsaid += 1;
    this.say();
    return true;
  }

  private say(): void {
    if (this.now() < this.saidAt + SAY_EVERY) return;
    this.log.warn(
      { refused: this.unsaid, most: this.most },
      'calls are refused (503): as many as MAX_CALLS allows are in progress',
    );
    this.saidAt = this.now();
    this.unsaid = 0;
  }
}
