import type { EntityManager } from 'typeorm';
import type { AuditAction } from './actions.js';
import { actorText, type Actor } from './actor.js';
import { AuditRow } from './audit-row.entity.js';

const HOUR_MS = 3_600_000;

interface Counted {
  action: AuditAction;
  /** Of the entry's detail, what has to be so. */
  detail?: Record<string, string>;
}

/**
 * When a key that did something `times` times within an hour may do it again, as ISO 8601; undefined when it did it
 * less often. The audit log is what counts: it outlives a restart and is shared by all. Who works at the machine
 * itself has the vault's keys anyway.
 */
export async function busyUntil(
  manager: EntityManager,
  actor: Actor,
  { action, detail = {} }: Counted,
  times: number,
): Promise<string | undefined> {
  if (actor.kind !== 'api-key') return undefined;
  const first = await manager
    .createQueryBuilder(AuditRow, 'entry')
    .where({ actor: actorText(actor), action })
    .andWhere('entry.detail @> :detail::jsonb', { detail: JSON.stringify(detail) })
    .andWhere('entry.at > :since', { since: new Date(Date.now() - HOUR_MS) })
    .orderBy('entry.seq', 'DESC')
    .offset(times - 1)
    .limit(1)
    .getOne();
  return first ? new Date(first.at.getTime() + HOUR_MS).toISOString() : undefined;
}
