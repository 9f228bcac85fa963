import { setTimeout as wait } from 'node:timers/promises';
import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { CallRecord } from '../call-flow/record.js';
import { CallRecords } from '../call-runtime/ports.js';
import { NodeLease } from '../redis/node-lease.js';
import { RecordOutbox } from '../redis/record-outbox.js';
import { CallsAgain } from '../routing/returning/calls-again.js';
import { CallOutcomes } from './call-outcomes.js';
import { CallRecordWriter } from './call-record-writer.js';
import { recordForLog } from './record-for-log.js';

/** About an hour of three calls a second, and some 50 MB. */
const MOST_WAITING = 10_000;
const BATCH = 100;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5000;
/** At shutdown the database has this long to take what is left. */
const LAST_CHANCE_MS = 5000;

/** Takes call records at once and writes them in order, when the database is there. */
@Injectable()
export class CallRecordQueue
  extends CallRecords
  implements OnApplicationBootstrap, BeforeApplicationShutdown
{
  private readonly logger = new Logger('CallRecords');
  private readonly waiting: CallRecord[] = [];
  private writing: Promise<void> | undefined;
  private readonly closing = new AbortController();

  constructor(
    private readonly writer: CallRecordWriter,
    private readonly callsAgain: CallsAgain,
    private readonly outcomes: CallOutcomes,
    private readonly outbox: RecordOutbox,
    private readonly lease: NodeLease,
  ) {
    super();
  }

  onApplicationBootstrap(): void {
    void this.lease.taken.then(() => this.takeLeft());
  }

  /** What a process that is gone could not write. Each is written once, whoever else may be at it. */
  private async takeLeft(): Promise<void> {
    try {
      const left = await this.outbox.all();
      this.waiting.push(...left);
      if (left.length > 0) this.writing ??= this.writeAll();
    } catch {
      // Redis is away: they are there when it is back.
      setTimeout(() => void this.takeLeft(), LONGEST_PAUSE_MS).unref();
    }
  }

  take(record: CallRecord): void {
    // Not when it is written: whoever calls again in the next minute is to be known, with or without the database.
    void this.callsAgain.remember(record);
    this.outcomes.add(record.outcome);
    if (this.closing.signal.aborted) return this.giveUp(record, 'the service has ended');
    if (this.waiting.length >= MOST_WAITING) return this.giveUp(record, 'too many wait for the database');
    this.outbox.add(record);
    this.waiting.push(record);
    this.writing ??= this.writeAll();
  }

  async beforeApplicationShutdown(): Promise<void> {
    const deadline = wait(LAST_CHANCE_MS, undefined, { ref: false });
    await Promise.race([this.writing, deadline]);
    this.closing.abort();
    for (const record of this.waiting.splice(0))
      this.giveUp(record, 'the service ends and the database is away');
  }

  /** A record leaves the queue when it is stored: what fails is tried again, in the same order. */
  private async writeAll(): Promise<void> {
    let pause = FIRST_PAUSE_MS;
    while (this.waiting.length > 0 && !this.closing.signal.aborted) {
      const batch = this.waiting.slice(0, BATCH);
      if (await this.wrote(batch)) {
        this.waiting.splice(0, batch.length);
        void this.outbox.remove(batch);
        pause = FIRST_PAUSE_MS;
      } else {
        await wait(pause, undefined, { signal: this.closing.signal }).catch(() => undefined);
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      }
    }
    // In the same step as the last look at the queue: a record that comes later starts the next writing.
    this.writing = undefined;
  }

  private async wrote(batch: CallRecord[]): Promise<boolean> {
    try {
      await this.writer.write(batch);
      return true;
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown error';
      this.logger.warn(`${this.waiting.length} call records wait for the database: ${reason}`);
      return false;
    }
  }

  /** The log is the last place it can be kept; it holds ids and published numbers only. */
  private giveUp(record: CallRecord, reason: string): void {
    this.logger.error({ record: recordForLog(record) }, `A call record is not stored: ${reason}`);
  }
}
