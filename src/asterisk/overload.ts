import type { Logger } from '@nestjs/common';

/** Why a call is one too many. */
export type Overloaded = 'too-many' | 'too-slow';

/** What there may be at most. */
export interface Limits {
  calls: number;
  /** In ms. */
  lateness: number;
}

const WHY: Record<Overloaded, string> = {
  'too-many': 'as many as MAX_CALLS allows are in progress',
  'too-slow': 'the service is later than MAX_LATENESS allows',
};

/** Between two lines in the log, in ms: a flood of calls must not become a flood of lines. */
const SAY_EVERY = 10_000;

/**
 * Whether one call more is one too many. Refused at once, it costs next to nothing and the carrier can try elsewhere;
 * taken, it would slow those who are on the phone.
 */
export class Overload {
  /** Calls refused since the start. */
  readonly refused: Record<Overloaded, number> = { 'too-many': 0, 'too-slow': 0 };
  private unsaid = 0;
  private saidAt = -Infinity;

  /** @param lateness of this process now, in ms */
  constructor(
    private readonly most: Limits,
    private readonly lateness: () => number,
    private readonly log: Pick<Logger, 'warn'>,
    private readonly now: () => number = Date.now,
  ) {}

  /** @param inProgress calls at this moment, without the one that asks */
  refuses(inProgress: number): boolean {
    const why = this.why(inProgress);
    if (!why) return false;
    this.refused[why] += 1;
    this.unsaid += 1;
    this.say(why);
    return true;
  }

  private why(inProgress: number): Overloaded | undefined {
    if (inProgress >= this.most.calls) return 'too-many';
    return this.lateness() > this.most.lateness ? 'too-slow' : undefined;
  }

  private say(why: Overloaded): void {
    if (this.now() < this.saidAt + SAY_EVERY) return;
    this.log.warn({ refused: this.unsaid, most: this.most }, `calls are refused (503): ${WHY[why]}`);
    this.saidAt = this.now();
    this.unsaid = 0;
  }
}
