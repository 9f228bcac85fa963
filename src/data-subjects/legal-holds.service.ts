import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Repository, type EntityManager } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import { Audit } from '../audit/audit.js';
import { page, type Page, type PageQuery } from '../common/paging.js';
import { found, legalHold, Problem } from '../common/problem.js';
import { LegalHold } from './legal-hold.entity.js';
import { type Subject } from './subject.js';
import { lockForErasing } from '../database/subject-lock.js';
import { requireKnown } from './tables.js';

@Injectable()
export class LegalHoldsService {
  constructor(
    @InjectRepository(LegalHold) private readonly holds: Repository<LegalHold>,
    private readonly audit: Audit,
  ) {}

  /** From its answer on, nothing of the subject is erased. Of a caller, there need not be anything. */
  async place(subject: Subject, reason: string, actor: Actor): Promise<LegalHold> {
    return this.holds.manager.transaction(async (manager) => {
      await lockForErasing(manager);
      await requireKnown(manager, subject);
      const hold = await manager.save(manager.create(LegalHold, { ...columnsOf(subject), reason }));
      const entry = { actor, subject: `hold:${hold.id}`, reason } as const;
      await this.audit.write(manager, { ...entry, action: 'hold-placed', detail: {} });
      return hold;
    });
  }

  /** Oldest first, those lifted too. */
  list(query: PageQuery): Promise<Page<LegalHold>> {
    return page(this.holds.createQueryBuilder('hold'), 'createdAt', 'ASC', query);
  }

  async lift(id: string, reason: string, actor: Actor): Promise<LegalHold> {
    return this.holds.manager.transaction(async (manager) => {
      const lifted = { liftedAt: new Date(), liftReason: reason };
      const { affected } = await manager.update(LegalHold, { id, liftedAt: IsNull() }, lifted);
      const hold = found(await manager.findOneBy(LegalHold, { id }), 'legal hold');
      if (!affected) throw new Problem('conflict', 'The hold was lifted already');
      await this.audit.write(manager, { actor, action: 'hold-lifted', subject: `hold:${id}`, reason });
      return hold;
    });
  }
}

const columnsOf = (subject: Subject): Pick<LegalHold, 'professionalId' | 'token'> =>
  subject.kind === 'professional'
    ? { professionalId: subject.id, token: null }
    : { professionalId: null, token: subject.token };

/** Throws the answer that names the hold, if there is one. */
export async function requireNoHold(manager: EntityManager, subject: Subject): Promise<void> {
  const { professionalId, token } = columnsOf(subject);
  const [{ hold }] = await manager.query<[{ hold: string | null }]>('SELECT hold_on($1, $2) AS hold', [
    professionalId,
    token,
  ]);
  if (hold) throw legalHold(hold);
}
