import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import { Audit } from '../audit/audit.js';
import { found, Problem } from '../common/problem.js';
import type { DirectLine } from './direct-line.js';
import { DirectLineRow } from './direct-line.entity.js';
import { LineOpener } from './open-line.js';
import { SeeingBudget } from './seeing-budget.js';

/** Opens a hidden number for somebody to see: who has the role, says why, and is noted first. */
@Injectable()
export class LineRevealer {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
    private readonly budget: SeeingBudget,
    private readonly opener: LineOpener,
  ) {}

  async reveal(professionalId: string, reason: string, actor: Actor): Promise<DirectLine> {
    const row = found(
      await this.dataSource.manager.findOneBy(DirectLineRow, { professionalId }),
      'direct line for a professional',
    );
    // Committed before the number is opened: no entry, no number.
    await this.note(professionalId, reason, actor);
    return this.opener.openLine({ ...row, ciphertext: row.ciphertext.toString('base64') });
  }

  private async note(professionalId: string, reason: string, actor: Actor): Promise<void> {
    const entry = { actor, subject: `professional:${professionalId}`, reason } as const;
    try {
      await this.dataSource.transaction(async (manager) => {
        await this.audit.write(manager, { ...entry, action: 'direct-line-seen' });
        await this.budget.check(manager, actor);
      });
    } catch (error) {
      if (error instanceof Problem)
        await this.audit.write(this.dataSource.manager, { ...entry, action: 'direct-line-refused' });
      throw error;
    }
  }
}
