import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import { Audit } from '../audit/audit.js';
import { Problem } from '../common/problem.js';
import { RetentionDays } from './retention-days.js';
import { RetentionJob } from './retention-job.js';
import { RetentionRuleRow } from './retention-rule.entity.js';
import { RetentionRun } from './retention-run.js';
import type { RetentionTally, RetentionView } from './retention.schema.js';
import { RETENTION, RETENTION_KINDS } from './rules.js';

@Injectable()
export class RetentionService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly days: RetentionDays,
    private readonly retention: RetentionRun,
    private readonly job: RetentionJob,
    private readonly audit: Audit,
  ) {}

  async list(): Promise<{ items: RetentionView[] }> {
    const days = await this.days.all();
    return { items: RETENTION_KINDS.map((kind) => ({ ...RETENTION[kind], kind, days: days[kind] })) };
  }

  /** In force from the next run on. */
  async change(name: string, days: number, actor: Actor): Promise<RetentionView> {
    const kind = RETENTION_KINDS.find((each) => each === name);
    if (!kind)
      throw new Problem('not-found', `There is no such kind; there are ${RETENTION_KINDS.join(', ')}`);
    const { least, most } = RETENTION[kind];
    if (days < least || days > most)
      throw new Problem('body-invalid', `days: must be from ${least} to ${most} for ${kind}`);
    await this.dataSource.transaction(async (manager) => {
      await manager.upsert(RetentionRuleRow, { kind, days, updatedAt: new Date() }, ['kind']);
      const entry = { actor, subject: `retention:${kind}`, detail: { days } } as const;
      await this.audit.write(manager, { ...entry, action: 'retention-changed' });
    });
    return { ...RETENTION[kind], kind, days };
  }

  async run(dryRun: boolean): Promise<RetentionTally> {
    const rows = dryRun ? await this.retention.dryRun() : await this.job.runAlone();
    if (!rows) throw new Problem('conflict', 'It is being done already; ask again when it is over');
    return { dryRun, rows };
  }
}
