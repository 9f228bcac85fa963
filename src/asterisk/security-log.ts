import type { Logger } from '@nestjs/common';
import type { AmiMessage } from './ami-messages.js';
import { isRefusal, securityEvent, sentence } from './security-event.js';

/** A flood must not fill the disk: more than this in a second are only counted. */
const MOST_A_SECOND = 100;

/** Writes one line for each time somebody was refused, or asked for a password, and counts them. */
export class SecurityLog {
  private readonly counted = new Map<string, number>();
  private second = 0;
  private written = 0;
  private unwritten = 0;

  constructor(
    private readonly log: Logger,
    private readonly now: () => number = Date.now,
  ) {}

  /** How often, by Asterisk's name of the event, since the start. */
  get counts(): ReadonlyMap<string, number> {
    return this.counted;
  }

  take(message: AmiMessage): void {
    const event = securityEvent(message);
    if (!event) return;
    this.counted.set(event.event, (this.counted.get(event.event) ?? 0) + 1);
    if (!this.hasRoom()) return void this.unwritten++;
    if (isRefusal(event)) this.log.warn(sentence(event));
    else this.log.log(sentence(event));
  }

  private hasRoom(): boolean {
    const second = Math.floor(this.now() / 1_000);
    if (second !== this.second) {
      if (this.unwritten > 0) this.log.warn(`security events=${this.unwritten} more in a second`);
      this.second = second;
      this.written = this.unwritten = 0;
    }
    return this.written++ < MOST_A_SECOND;
  }
}
