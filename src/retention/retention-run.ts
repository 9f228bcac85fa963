import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { lockForWriting } from '../database/subject-lock.js';
import { listingChanges } from '../professionals/listing-changes.js';
import { RoutingChanges } from '../routing/routing-changes.js';
import { RetentionDays } from './retention-days.js';
import type { Sweep } from './rule.js';
import { RETENTION_KINDS, sweepsOf, type RetentionKind } from './rules.js';
import { BATCH, countDue, sweepBatch } from './sweep.js';

const DAY_MS = 24 * 3_600_000;

export type Tally = Record<RetentionKind, number>;

/** Erases what was kept for as long as its rule says. */
@Injectable()
export class RetentionRun {
  private readonly logger = new Logger('Retention');

  constructor(
    private readonly dataSource: DataSource,
    private readonly days: RetentionDays,
    private readonly routing: RoutingChanges,
  ) {}

  /** How many rows of each kind would be erased now. */
  dryRun(): Promise<Tally> {
    return this.each((sweep, before) => countDue(this.dataSource.manager, sweep, before));
  }

  /**
   * How many rows of each kind were erased. A table that fails is logged and does not keep the others; after `signal`
   * no other batch is begun.
   */
  async run({ signal }: { signal?: AbortSignal } = {}): Promise<Tally> {
    const tally = await this.each((sweep, before) => this.sweep(sweep, before, signal));
    const erased = Object.fromEntries(Object.entries(tally).filter(([, rows]) => rows > 0));
    if (Object.keys(erased).length > 0) this.logger.log({ erased }, 'What was kept long enough was erased');
    return tally;
  }

  private async each(rowsOf: (sweep: Sweep, before: Date) => Promise<number>): Promise<Tally> {
    const days = await this.days.all();
    const tally = {} as Tally;
    for (const kind of RETENTION_KINDS) {
      const before = new Date(Date.now() - days[kind] * DAY_MS);
      tally[kind] = 0;
      for (const sweep of sweepsOf(kind)) tally[kind] += await rowsOf(sweep, before);
    }
    return tally;
  }

  private async sweep(sweep: Sweep, before: Date, signal?: AbortSignal): Promise<number> {
    let erased = 0;
    try {
      for (let batch = BATCH; batch === BATCH && !signal?.aborted; erased += batch)
        batch = await this.batch(sweep, before);
    } catch (error) {
      this.logger.error(
        { err: error, table: sweep.table },
        'A table was not looked through; it is next time',
      );
    }
    return erased;
  }

  private async batch(sweep: Sweep, before: Date): Promise<number> {
    const rows = await this.dataSource.transaction(async (manager) => {
      // A hold that is being placed comes first, or sees what is left.
      await lockForWriting(manager);
      return sweepBatch(manager, sweep, before);
    });
    if (sweep.cachedOf) for (const professionalId of rows) await this.tell(professionalId);
    return rows.length;
  }

  private async tell(professionalId: string): Promise<void> {
    const changes = await listingChanges(this.dataSource.manager, { professionalId });
    await this.routing.changedAll([{ kind: 'direct-line', professionalId }, ...changes]);
  }
}
