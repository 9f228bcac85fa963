import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { page, type Page, type PageQuery } from '../common/paging.js';
import { found } from '../common/problem.js';
import { updateRow } from '../database/update-row.js';
import { TrunkChanges } from './trunk-changes.js';
import { Trunk } from './trunk.entity.js';
import type { NewTrunk, TrunkChange } from './trunks.schema.js';

@Injectable()
export class TrunksService {
  constructor(
    @InjectRepository(Trunk) private readonly trunks: Repository<Trunk>,
    private readonly exchange: TrunkChanges,
  ) {}

  async create(given: NewTrunk): Promise<Trunk> {
    const trunk = await this.trunks.save(given);
    await this.exchange.changed(trunk.id);
    return trunk;
  }

  list(query: PageQuery): Promise<Page<Trunk>> {
    return page(this.trunks.createQueryBuilder('trunk'), 'createdAt', 'ASC', query);
  }

  async get(id: string): Promise<Trunk> {
    return found(await this.trunks.findOneBy({ id }), 'trunk');
  }

  async change(id: string, change: TrunkChange): Promise<Trunk> {
    const trunk = found(await updateRow(this.trunks, id, change), 'trunk');
    await this.exchange.changed(id);
    return trunk;
  }

  async remove(id: string): Promise<void> {
    const { affected } = await this.trunks.delete(id);
    found(affected, 'trunk');
    await this.exchange.changed(id);
  }
}
