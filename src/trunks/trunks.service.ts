import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { page, type Page, type PageQuery } from '../common/paging.js';
import { found } from '../common/problem.js';
import { updateRow } from '../database/update-row.js';
import { RoutingChanges } from '../routing/routing-changes.js';
import { TrunkChanges } from './trunk-changes.js';
import { Trunk } from './trunk.entity.js';
import type { NewTrunk, TrunkChange } from './trunks.schema.js';

@Injectable()
export class TrunksService {
  constructor(
    @InjectRepository(Trunk) private readonly trunks: Repository<Trunk>,
    private readonly exchange: TrunkChanges,
    private readonly routing: RoutingChanges,
  ) {}

  async create(given: NewTrunk): Promise<Trunk> {
    const trunk = await this.trunks.save(given);
    await this.tell(trunk.id);
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
    await this.tell(id);
    return trunk;
  }

  async remove(id: string): Promise<void> {
    const { affected } = await this.trunks.delete(id);
    found(affected, 'trunk');
    await this.tell(id);
  }

  /** The exchange first: routing shall not choose a trunk that is not there yet. */
  private async tell(trunkId: string): Promise<void> {
    await this.exchange.changed(trunkId);
    await this.routing.changed({ kind: 'trunks' });
  }
}
