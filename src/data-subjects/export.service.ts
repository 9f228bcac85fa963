import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import { Audit } from '../audit/audit.js';
import { DirectLineRow } from '../direct-lines/direct-line.entity.js';
import { LineRevealer } from '../direct-lines/reveal-line.js';
import { RetentionDays } from '../retention/retention-days.js';
import { exportText, type InClear } from './export-text.js';
import { requireKnown } from './tables.js';
import { auditSubject, type Subject } from './subject.js';

/** Tells everything that is held about a person. */
@Injectable()
export class ExportService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly days: RetentionDays,
    private readonly audit: Audit,
    private readonly lines: LineRevealer,
  ) {}

  /** JSON, as everything was at one moment. A caller of whom nothing is held gets a document that says so. */
  async export(subject: Subject, reason: string, actor: Actor): Promise<Readable> {
    await requireKnown(this.dataSource.manager, subject);
    const inClear = subject.kind === 'professional' ? await this.lineOf(subject.id, reason, actor) : {};
    const inWords = await this.days.inWords();
    // Before anything is told: what cannot be noted is not told.
    const entry = { actor, subject: auditSubject(subject), reason, detail: {} } as const;
    await this.audit.write(this.dataSource.manager, { ...entry, action: 'data-exported' });
    return Readable.from(this.read(subject, inWords, inClear));
  }

  /** The number is the professional's own; that it is seen is noted as ever. */
  private async lineOf(professionalId: string, reason: string, actor: Actor): Promise<InClear> {
    const { manager } = this.dataSource;
    if (!(await manager.existsBy(DirectLineRow, { professionalId }))) return {};
    return { 'direct-line': { number: (await this.lines.reveal(professionalId, reason, actor)).reveal() } };
  }

  private async *read(
    subject: Subject,
    inWords: (text: string) => string,
    inClear: InClear,
  ): AsyncGenerator<string> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.startTransaction('REPEATABLE READ');
      // Who stops reading must not hold the moment, and a connection, for ever.
      await runner.query(`SET LOCAL idle_in_transaction_session_timeout = '30s'`);
      yield* exportText(runner.manager, subject, inWords, inClear);
    } finally {
      await runner.rollbackTransaction().catch(() => undefined);
      await runner.release();
    }
  }
}
