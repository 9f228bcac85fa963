import type { EntityManager } from 'typeorm';
import type { Sweep } from './rule.js';

/** Rows of one transaction: few, so that nobody waits for them. */
export const BATCH = 500;

const due = ({ due, hold }: Sweep): string => `(${due}) AND (${hold}) IS NULL`;

/** How many rows are too old now, those on hold left out. */
export async function countDue(manager: EntityManager, sweep: Sweep, before: Date): Promise<number> {
  const [{ count }] = await manager.query<[{ count: number }]>(
    `SELECT count(*)::integer AS count FROM ${sweep.table} WHERE ${due(sweep)}`,
    [before],
  );
  return count;
}

/**
 * Erases one batch; gives one value a row, that of `cachedOf` where the rule has it. Rows that others work on are
 * left for the next time.
 */
export async function sweepBatch(manager: EntityManager, sweep: Sweep, before: Date): Promise<string[]> {
  const { table, leaves, cachedOf = 'NULL' } = sweep;
  const some = `SELECT ctid FROM ${table} WHERE ${due(sweep)} LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`;
  const verb = leaves ? `UPDATE ${table} SET ${leaves}` : `DELETE FROM ${table}`;
  const [rows] = await manager.query<[{ cached: string }[], number]>(
    `${verb} WHERE ctid = ANY (ARRAY(${some})) RETURNING ${cachedOf} AS cached`,
    [before],
  );
  return rows.map(({ cached }) => cached);
}
