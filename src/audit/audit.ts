import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Vault } from '../vault/vault.js';
import { ACTIONS, type AuditAction, type AuditDetail } from './actions.js';
import { actorText, type Actor } from './actor.js';
import { AuditRow } from './audit-row.entity.js';
import { BEGINNING, chainHash } from './chain.js';
import { subject as subjectForm, type Subject } from './facts.js';
import { LOCKS } from '../database/locks.js';

/** Marks the connection of a transaction that wrote: what follows its commit is the head keeper's. */
export const NOTED = 'throughline:noted';

export type AuditEntry<A extends AuditAction> = {
  actor: Actor;
  action: A;
  subject: Subject;
  /** Why, in the words of whoever did it. */
  reason?: string | undefined;
} & (Record<string, never> extends AuditDetail<A> ? { detail?: AuditDetail<A> } : { detail: AuditDetail<A> });

/** Notes who did what, and why. */
@Injectable()
export class Audit {
  constructor(private readonly vault: Vault) {}

  /**
   * Within the transaction of `manager`, or in one of its own: what is not committed was not noted. Throws when it
   * cannot be noted, and then nothing may be done either. Every other writer waits until the transaction ends:
   * write last, and end it soon.
   */
  async write<A extends AuditAction>(manager: EntityManager, entry: AuditEntry<A>): Promise<void> {
    const { actor, action, reason = null } = entry;
    const detail = ACTIONS[action].parse(entry.detail ?? {}) as Record<string, unknown>;
    const subject = subjectForm.parse(entry.subject);
    await manager.transaction(async (inner) => {
      // Writers one after the other: two that saw the same last entry would fork the chain.
      await inner.query('SELECT pg_advisory_xact_lock($1)', [LOCKS.audit]);
      const last = await newest(inner);
      const chained = { seq: (last?.seq ?? 0) + 1, previous: last?.hash ?? BEGINNING, at: new Date() };
      const row = { ...chained, actor: actorText(actor), action, subject, reason, detail };
      await inner.insert(AuditRow, { ...row, hash: chainHash(this.vault, row) } as object);
      if (inner.queryRunner) inner.queryRunner.data[NOTED] = true;
    });
  }
}

const newest = (manager: EntityManager): Promise<AuditRow | null> =>
  manager.findOne(AuditRow, { where: {}, order: { seq: 'DESC' } });
