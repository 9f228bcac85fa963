import { randomUUID } from 'node:crypto';
import { IsNull, type EntityManager } from 'typeorm';
import { LegalHold } from './legal-hold.entity.js';
import { requireNoHold } from './legal-holds.service.js';
import { namesOf } from './names.js';
import { keyOf, type Subject } from './subject.js';
import { eraseTables, requireKnown } from './tables.js';

/**
 * Throws what the erasure would be refused with, and changes nothing. A hold need not be on the subject: rows that
 * name two people stay when it is on either, and the tables say so only when they are to be changed.
 */
export async function rehearse(manager: EntityManager, subject: Subject): Promise<void> {
  await requireNoHold(manager, subject);
  await requireKnown(manager, subject);
  if (!(await manager.existsBy(LegalHold, { liftedAt: IsNull() }))) return;
  const given = { key: keyOf(subject), names: await namesOf(manager, subject), receipt: randomUUID() };
  await undone(manager, (within) => eraseTables(within, subject.kind, given, (kept) => kept));
}

const UNDONE = new Error('undone');

async function undone(manager: EntityManager, work: (within: EntityManager) => Promise<unknown>) {
  const attempt = manager.transaction(async (within) => {
    await work(within);
    throw UNDONE;
  });
  await attempt.catch((error: unknown) => {
    if (error !== UNDONE) throw error;
  });
}
