import type { EntityManager } from 'typeorm';
import type { Holding, Share } from './holding.js';
import { HOLDINGS } from './holdings.js';
import type { Erased, Kept } from './receipt.js';
import { keyOf, type Subject } from './subject.js';

/** What there is to tell or erase of one kind of subject, in order. */
export const sharesOf = (kind: Subject['kind']): (Holding & { share: Share })[] =>
  HOLDINGS.flatMap((holding) => {
    const share = holding[kind];
    return share ? [{ ...holding, share }] : [];
  });

/** Erases the subject from every table; tells of each what went and what stays. `inWords` writes out a time. */
export async function eraseTables(
  manager: EntityManager,
  subject: Subject,
  receiptId: string,
  inWords: (kept: string) => string,
): Promise<{ erased: Erased[]; kept: Kept[] }> {
  const told = { erased: [] as Erased[], kept: [] as Kept[] };
  for (const { table, share, kept } of sharesOf(subject.kind)) {
    const { erase, stays } = share;
    const found = erase
      ? await affected(manager, erase, subject, receiptId)
      : await countOf(manager, share, subject);
    if (found === 0) continue;
    if (erase) told.erased.push({ where: table, count: found });
    if (stays) told.kept.push({ where: table, count: found, why: stays, until: inWords(kept) });
  }
  return told;
}

async function affected(
  manager: EntityManager,
  sql: string,
  subject: Subject,
  receiptId: string,
): Promise<number> {
  const parameters = sql.includes('$2') ? [keyOf(subject), receiptId] : [keyOf(subject)];
  const [, count] = await manager.query<[unknown, number]>(sql, parameters);
  return count;
}

async function countOf(manager: EntityManager, { read }: Share, subject: Subject): Promise<number> {
  const sql = `SELECT count(*)::integer AS count FROM (${read}) AS held`;
  const [{ count }] = await manager.query<[{ count: number }]>(sql, [keyOf(subject)]);
  return count;
}
