import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { actorText, type Actor } from '../audit/actor.js';
import { AuditRow } from '../audit/audit-row.entity.js';
import { Problem } from '../common/problem.js';

/** Enough for a clerk, too few to copy them all. */
const AN_HOUR = 20;
const HOUR_MS = 3_600_000;

/**
 * How many hidden numbers a key may see. The audit log is what counts: it outlives a restart and is shared by all.
 * Who works at the machine itself has the vault's keys anyway.
 */
@Injectable()
export class SeeingBudget {
  /** After this one was noted, in the same transaction: of several at once each counts those before it. */
  async check(manager: EntityManager, actor: Actor): Promise<void> {
    if (actor.kind !== 'api-key') return;
    const before = await manager
      .createQueryBuilder(AuditRow, 'entry')
      .where({ actor: actorText(actor), action: 'direct-line-seen' })
      .andWhere('entry.at > :since', { since: new Date(Date.now() - HOUR_MS) })
      .orderBy('entry.seq', 'DESC')
      .offset(AN_HOUR)
      .limit(1)
      .getOne();
    if (!before) return;
    const again = new Date(before.at.getTime() + HOUR_MS).toISOString();
    throw new Problem('too-often', `A key sees ${AN_HOUR} numbers an hour at most; try again at ${again}`);
  }
}
