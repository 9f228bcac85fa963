import { Injectable, Logger } from '@nestjs/common';

/** Rejects, or says false, when the part it asks is not there. */
export type Check = () => Promise<unknown>;

export interface Health {
  ready: boolean;
  parts: Record<string, 'up' | 'down'>;
}

/** A part that has not answered by then counts as down: who asks has little patience. */
const PATIENCE_MS = 2000;

/** The parts that a call needs. Each module adds its own while it starts. */
@Injectable()
export class HealthChecks {
  private readonly logger = new Logger('Health');
  private readonly checks = new Map<string, Check>();

  add(part: string, check: Check): void {
    this.checks.set(part, check);
  }

  async run(): Promise<Health> {
    const results = await Promise.all([...this.checks].map(([part, check]) => this.ask(part, check)));
    return {
      ready: results.every(([, state]) => state === 'up'),
      parts: Object.fromEntries(results),
    };
  }

  private async ask(part: string, check: Check): Promise<[string, 'up' | 'down']> {
    try {
      if ((await Promise.race([check(), timeOut()])) === false) throw new Error('it is not ready');
      return [part, 'up'];
    } catch (error) {
      this.logger.warn(`${part} is down: ${error instanceof Error ? error.message : 'unknown error'}`);
      return [part, 'down'];
    }
  }
}

const timeOut = () =>
  new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS).unref(),
  );
