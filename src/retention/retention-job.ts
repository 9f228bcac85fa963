import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Leftovers } from './leftovers.js';
import { RetentionRun, type Tally } from './retention-run.js';
import { LOCKS } from '../database/locks.js';

/** After the start, which has enough to do. */
const FIRST_AFTER_MS = 60_000;
const EVERY_MS = 3_600_000;

/** Looks through everything each hour, in one process at a time. */
@Injectable()
export class RetentionJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Retention');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<unknown> = Promise.resolve();
  private readonly closing = new AbortController();

  constructor(
    private readonly dataSource: DataSource,
    private readonly retention: RetentionRun,
    private readonly leftovers: Leftovers,
  ) {}

  onApplicationBootstrap(): void {
    this.runIn(FIRST_AFTER_MS);
  }

  /** The batch that is being erased is the last. */
  async beforeApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    this.closing.abort();
    await this.running;
  }

  /** Undefined: another process is at it. */
  async runAlone(): Promise<Tally | undefined> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const [{ mine }] = (await runner.query('SELECT pg_try_advisory_lock($1) AS mine', [
        LOCKS.retention,
      ])) as [{ mine: boolean }];
      return mine ? await this.run() : undefined;
    } finally {
      await runner.query('SELECT pg_advisory_unlock($1)', [LOCKS.retention]).catch(() => undefined);
      await runner.release();
    }
  }

  private async run(): Promise<Tally> {
    const tally = await this.retention.run({ signal: this.closing.signal });
    await this.leftovers.clear();
    return tally;
  }

  private runIn(ms: number): void {
    this.timer = setTimeout(() => {
      this.running = this.runAlone()
        .catch((error: unknown) => this.logger.error({ err: error }, 'What is too old was not looked for'))
        .finally(() => this.closing.signal.aborted || this.runIn(EVERY_MS));
    }, ms).unref();
  }
}
