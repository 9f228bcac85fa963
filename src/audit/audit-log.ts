import { Injectable } from '@nestjs/common';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { cut, placeOf, type Page } from '../common/paging.js';
import { Problem } from '../common/problem.js';
import type { AuditEntryQuery, AuditFilter } from './audit-log.schema.js';
import { AuditRow } from './audit-row.entity.js';

const BATCH = 500;

/** Reads the log. */
@Injectable()
export class AuditLog {
  constructor(private readonly dataSource: DataSource) {}

  /** Newest first. */
  async list({ limit, cursor, ...filter }: AuditEntryQuery): Promise<Page<AuditRow>> {
    const entries = this.entries(filter).orderBy('entry.seq', 'DESC');
    if (cursor !== undefined) entries.andWhere('entry.seq < :seq', { seq: seqOf(cursor) });
    return cut(await entries.limit(limit + 1).getMany(), limit, ({ at, seq }) => ({ at, id: String(seq) }));
  }

  /** Oldest first, all of them; a batch in memory at a time. */
  async *each(filter: AuditFilter): AsyncGenerator<AuditRow> {
    for (let after = 0, full = true; full;) {
      const entries = this.entries(filter).andWhere('entry.seq > :after', { after });
      const rows = await entries.orderBy('entry.seq', 'ASC').limit(BATCH).getMany();
      yield* rows;
      full = rows.length === BATCH;
      after = rows.at(-1)?.seq ?? after;
    }
  }

  private entries({ from, to, subject, action }: AuditFilter) {
    const entries: SelectQueryBuilder<AuditRow> = this.dataSource
      .getRepository(AuditRow)
      .createQueryBuilder('entry');
    if (from) entries.andWhere('entry.at >= :from', { from });
    if (to) entries.andWhere('entry.at < :to', { to });
    if (subject) entries.andWhere('entry.subject = :subject', { subject });
    if (action) entries.andWhere('entry.action = :action', { action });
    return entries;
  }
}

function seqOf(cursor: string): number {
  const seq = Number(placeOf(cursor).id);
  if (Number.isSafeInteger(seq)) return seq;
  throw new Problem('cursor-invalid', 'Use the `next` of the page before, unchanged, or leave it out');
}
