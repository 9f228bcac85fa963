import { Injectable, Logger } from '@nestjs/common';

/** Rejects, or says false, when the part it asks is not there; 'standby' when another process uses it. */
export type Check = () => Promise<unknown>;

export type PartState = 'up' | 'standby' | 'down';

export interface Health {
  ready: boolean;
  parts: Record<string, PartState>;
}

/** A part that has not answered by then counts as down: who asks has little patience. */
const PATIENCE_MS = 2000;

/** The parts that a call needs. Each module adds its own while it starts. */
@Injectable()
export class HealthChecks {
  private readonly logger = new Logger('Health');
  private readonly checks = new Map<string, Check>();
  /** What was last said of each part in the log. */
  private readonly told = new Map<string, string>();

  add(part: string, check: Check): void {
    this.checks.set(part, check);
  }

  async run(): Promise<Health> {
    const results = await Promise.all([...this.checks].map(([part, check]) => this.ask(part, check)));
    return {
      ready: results.every(([, state]) => state !== 'down'),
      parts: Object.fromEntries(results),
    };
  }

  private async ask(part: string, check: Check): Promise<[string, PartState]> {
    try {
      const answer = await Promise.race([check(), timeOut()]);
      if (answer === false) throw new Error('it is not ready');
      const state = answer === 'standby' ? 'standby' : 'up';
      this.tell(part, state);
      return [part, state];
    } catch (error) {
      this.tell(part, `down: ${error instanceof Error ? error.message : 'unknown error'}`);
      return [part, 'down'];
    }
  }

  /** Who asks does so several times a second while a part starts: told is what has changed. */
  private tell(part: string, state: string): void {
    if ((this.told.get(part) ?? 'up') === state) return;
    this.told.set(part, state);
    this.logger.log(`${part} is ${state}`);
  }
}

const timeOut = () =>
  new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS).unref(),
  );
