import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
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
  ) {}

  create(given: NewProfessional): Promise<Professional> {
    return this.professionals.save(given);
  }

  list(query: PageQuery): Promise<Page<Professional>> {
    return page(this.professionals.createQueryBuilder('professional'), 'createdAt', 'ASC', query);
  }

  async get(id: string): Promise<Professional> {
    return found(await this.professionals.findOneBy({ id }), 'professional');
  }

  async change(id: string, change: ProfessionalChange): Promise<Professional> {
    const changed = await updateRow(this.professionals, id, change);
    await this.routing.changedAll(await listingChanges(this.professionals.manager, { professionalId: id }));
    return found(changed, 'professional');
  }

  /** With the direct line, the listings, their consents and pass-through numbers. */
  async remove(id: string): Promise<void> {
    await this.get(id);
    const changes = await listingChanges(this.professionals.manager, { professionalId: id });
    await this.professionals.delete(id);
    await this.routing.changedAll([...changes, { kind: 'direct-line', professionalId: id }]);
  }
}
