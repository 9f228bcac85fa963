import type { EntityManager } from 'typeorm';
import type { AuditRow } from './audit-row.entity.js';

const BATCH = 1000;

/**
 * Every entry once, in order, whatever became of the table's keys; some thousand in memory at a time. Within a
 * transaction whose statements may take their time.
 */
export async function* readEntries(manager: EntityManager): AsyncGenerator<AuditRow[]> {
  await manager.query('DECLARE entries NO SCROLL CURSOR FOR SELECT * FROM audit_log ORDER BY seq');
  for (;;) {
    const rows = await manager.query<Stored[]>(`FETCH ${BATCH} FROM entries`);
    yield rows.map(whole);
    if (rows.length < BATCH) return;
  }
}

/** The driver gives a bigint as text. */
type Stored = Omit<AuditRow, 'seq'> & { seq: string };

/** A table that was tampered with may hold nothing where there has to be something. */
const whole = (row: Stored): AuditRow => ({
  ...row,
  seq: Number(row.seq),
  previous: row.previous ?? Buffer.alloc(0),
  hash: row.hash ?? Buffer.alloc(0),
});
