import { Injectable, Logger } from '@nestjs/common';
import { Config } from '../config/config.js';
import type { GuessLimit, Verdict } from './guess.js';

/** Guessing goes on in waves: it is over only when this share of both windows is free again. */
const FREE = 0.1;

/** Tells the operator when guessing has closed the extensions to strangers, and when it is over; once each. */
@Injectable()
export class GuessAlarm {
  private readonly logger = new Logger('Guessing');
  private isClosed = false;

  constructor(private readonly config: Config) {}

  /** `used` is what was counted of all callers; left out where it is not known. */
  heard(verdict: Verdict, used?: GuessLimit): void {
    if (verdict === 'overall-spent') this.close();
    else if (used && this.isOver(used)) this.open();
  }

  private isOver(used: GuessLimit): boolean {
    const { hour, day } = this.config.guesses.overall;
    return used.hour <= hour * (1 - FREE) && used.day <= day * (1 - FREE);
  }

  private close(): void {
    if (!this.isClosed)
      this.logger.warn(
        'Too many wrong extensions are dialled: extensions are closed to callers who were never connected. ' +
          'The menu, dedicated numbers and callers who were connected go on.',
      );
    this.isClosed = true;
  }

  private open(): void {
    if (this.isClosed) this.logger.warn('Wrong extensions are few again: extensions are open to everybody');
    this.isClosed = false;
  }
}
