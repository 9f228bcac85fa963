import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import { Audit } from '../audit/audit.js';
import { unhurried } from '../database/unhurried.js';
import { RetentionDays } from '../retention/retention-days.js';
import { noteErased } from './erased-names.js';
import { requireNoHold } from './legal-holds.service.js';
import { namesOf } from './names.js';
import type { Erased, Receipt } from './receipt.js';
import { ReceiptsService } from './receipts.service.js';
import { rehearse } from './rehearsal.js';
import { auditSubject, keyOf, nameOf, type Subject } from './subject.js';
import { lockForErasing } from '../database/subject-lock.js';
import { eraseTables, requireKnown } from './tables.js';
import { TraceEraser, type Traces } from './traces.js';
import { requireWithdrawn, WithdrawalFirst } from './withdrawal-first.js';

/** A large table takes longer to look through than a query of every day may. */
const LONGEST_STATEMENT_MS = 600_000;

/**
 * Erases a person. A professional's consents are withdrawn first and for good; then everything goes in one
 * transaction, then what Redis has cached. One that was cut short in between is completed by erasing once more. Calls
 * in progress go on.
 */
@Injectable()
export class ErasureService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly days: RetentionDays,
    private readonly receipts: ReceiptsService,
    private readonly traces: TraceEraser,
    private readonly withdrawal: WithdrawalFirst,
    private readonly audit: Audit,
  ) {}

  /** Problems: as `erase` would have them. Nothing is done, but it is noted: it tells who is on hold. */
  async check(subject: Subject, actor: Actor): Promise<void> {
    const entry = { actor, action: 'erasure-checked', subject: auditSubject(subject) } as const;
    await this.audit.write(this.dataSource.manager, entry);
    const work = (own: DataSource) => own.transaction((manager) => rehearse(manager, subject));
    await unhurried(this.dataSource, work, LONGEST_STATEMENT_MS);
  }

  /**
   * Problems: `not-found` for a professional who never was, `legal-hold`, of anybody whom the same rows name. Once
   * more, it finds nothing and says so.
   */
  async erase(subject: Subject, reason: string, actor: Actor): Promise<Receipt> {
    const days = await this.days.inWords();
    const work = async (own: DataSource) => {
      if (subject.kind === 'professional') await this.withdrawal.withdraw(own, subject.id, actor);
      return own.transaction((manager) => this.eraseIn(manager, subject, reason, actor, days));
    };
    const { receipt, traces } = await unhurried(this.dataSource, work, LONGEST_STATEMENT_MS);
    await this.traces.erase(subject, traces);
    return receipt;
  }

  private async eraseIn(
    manager: EntityManager,
    subject: Subject,
    reason: string,
    actor: Actor,
    days: (text: string) => string,
  ): Promise<{ receipt: Receipt; traces: Traces }> {
    await lockForErasing(manager);
    await requireNoHold(manager, subject);
    await requireKnown(manager, subject);
    if (subject.kind === 'professional') await requireWithdrawn(manager, subject.id);
    const traces = await this.traces.of(manager, subject);
    const receipt = await this.eraseRows(manager, subject, traces, days);
    const detail = { erased: tallyOf(receipt.erased) };
    const entry = { actor, action: 'data-erased', subject: auditSubject(subject), reason, detail } as const;
    await this.audit.write(manager, entry);
    return { receipt, traces };
  }

  private async eraseRows(
    manager: EntityManager,
    subject: Subject,
    traces: Traces,
    days: (text: string) => string,
  ): Promise<Receipt> {
    const [id, at] = [randomUUID(), new Date()];
    const names = await namesOf(manager, subject);
    await noteErased(manager, names, at);
    const given = { key: keyOf(subject), names, receipt: id };
    const { erased, kept } = await eraseTables(manager, subject.kind, given, days);
    return this.receipts.issue(manager, {
      id,
      at: at.toISOString(),
      subject: { kind: subject.kind, name: nameOf(subject) },
      erased: erased.length > 0 ? [...erased, ...outside(traces)] : [],
      kept,
    });
  }
}

/** By table, in the words of the audit log. */
const tallyOf = (erased: Erased[]): Record<string, number> =>
  Object.fromEntries(erased.map(({ where, count }) => [where.replaceAll(/[^a-z]+/g, '-'), count]));

/** In Redis by the entries that may have named the subject, whether they were there or not. */
const outside = ({ lookups, numbers, questions }: Traces): Erased[] => [
  { where: 'redis', count: lookups.length + numbers.length },
  ...(questions.length > 0 ? [{ where: 'prompts', count: questions.length }] : []),
];
