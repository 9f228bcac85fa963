import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import { Audit } from '../audit/audit.js';
import { page, type Page, type PageQuery } from '../common/paging.js';
import { found } from '../common/problem.js';
import { updateRow } from '../database/update-row.js';
import { RoutingChanges } from '../routing/routing-changes.js';
import { listingChanges } from './listing-changes.js';
import { Professional } from './professional.entity.js';
import type { NewProfessional, ProfessionalChange } from './professionals.schema.js';

@Injectable()
export class ProfessionalsService {
  constructor(
    @InjectRepository(Professional) private readonly professionals: Repository<Professional>,
    private readonly routing: RoutingChanges,
    private readonly audit: Audit,
  ) {}

  create(given: NewProfessional, actor: Actor): Promise<Professional> {
    return this.professionals.manager.transaction(async (manager) => {
      const added = await manager.save(Professional, given);
      await this.audit.write(manager, { actor, action: 'professional-added', subject: subjectOf(added.id) });
      return added;
    });
  }

  list(query: PageQuery): Promise<Page<Professional>> {
    return page(this.professionals.createQueryBuilder('professional'), 'createdAt', 'ASC', query);
  }

  async get(id: string): Promise<Professional> {
    return found(await this.professionals.findOneBy({ id }), 'professional');
  }

  async change(id: string, change: ProfessionalChange, actor: Actor): Promise<Professional> {
    const changed = await this.professionals.manager.transaction(async (manager) => {
      const row = found(await updateRow(manager.getRepository(Professional), id, change), 'professional');
      const detail = { fields: Object.keys(change) };
      await this.audit.write(manager, {
        actor,
        action: 'professional-changed',
        subject: subjectOf(id),
        detail,
      });
      return row;
    });
    await this.routing.changedAll(await listingChanges(this.professionals.manager, { professionalId: id }));
    return changed;
  }

  /** With the direct line, the listings, their consents and pass-through numbers. */
  async remove(id: string, actor: Actor): Promise<void> {
    await this.get(id);
    const changes = await listingChanges(this.professionals.manager, { professionalId: id });
    await this.professionals.manager.transaction(async (manager) => {
      const { affected } = await manager.delete(Professional, id);
      const entry = { actor, action: 'professional-removed', subject: subjectOf(id) } as const;
      if (affected) await this.audit.write(manager, entry);
    });
    await this.routing.changedAll([...changes, { kind: 'direct-line', professionalId: id }]);
  }
}

const subjectOf = (id: string) => `professional:${id}` as const;
