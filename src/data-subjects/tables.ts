import type { EntityManager } from 'typeorm';
import { Problem } from '../common/problem.js';
import { bound, type Given, type Holding, type Share } from './holding.js';
import { HOLDINGS } from './holdings.js';
import { namesOf } from './names.js';
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
  kind: Subject['kind'],
  given: Given,
  inWords: (kept: string) => string,
): Promise<{ erased: Erased[]; kept: Kept[] }> {
  const told = { erased: [] as Erased[], kept: [] as Kept[] };
  for (const { table, share, kept } of sharesOf(kind)) {
    const { read, erase, stays } = share;
    const count = erase ? await affected(manager, erase, given) : await countOf(manager, read, given);
    if (count === 0) continue;
    if (erase) told.erased.push({ where: table, count });
    if (stays) told.kept.push({ where: table, count, why: stays, until: inWords(kept) });
  }
  return told;
}

/**
 * Throws the answer that there is no such professional, where nothing is kept of them and nothing was erased. One whom
 * an operator removed still is in the records; one whom somebody asked for in vain is in the audit log only.
 */
export async function requireKnown(manager: EntityManager, subject: Subject): Promise<void> {
  if (subject.kind === 'caller') return;
  const given = { key: keyOf(subject), names: await namesOf(manager, subject) };
  for (const { share, table } of sharesOf(subject.kind))
    if (table !== 'audit_log' && (await countOf(manager, share.read, given)) > 0) return;
  throw new Problem('not-found', 'There is no professional with this id');
}

async function affected(manager: EntityManager, sql: string, given: Given): Promise<number> {
  const [, count] = await manager.query<[unknown, number]>(...bound(sql, given));
  return count;
}

async function countOf(manager: EntityManager, read: string, given: Given): Promise<number> {
  const sql = `SELECT count(*)::integer AS count FROM (${read}) AS held`;
  const [row] = await manager.query<{ count: number }[]>(...bound(sql, given));
  return row?.count ?? 0;
}
