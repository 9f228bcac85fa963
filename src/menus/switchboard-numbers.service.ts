import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { page, type Page, type PageQuery } from '../common/paging.js';
import { found } from '../common/problem.js';
import { updateRow } from '../database/update-row.js';
import { NumberClaims } from '../direct-lines/number-claims.js';
import { takeFromRest } from '../pass-through-numbers/resting-numbers.js';
import { RoutingChanges } from '../routing/routing-changes.js';
import { MenuWriter } from './menu-writer.js';
import { SwitchboardNumber } from './switchboard-number.entity.js';
import type { NewSwitchboardNumber, SwitchboardNumberChange } from './switchboard-numbers.schema.js';

@Injectable()
export class SwitchboardNumbersService {
  constructor(
    @InjectRepository(SwitchboardNumber) private readonly numbers: Repository<SwitchboardNumber>,
    private readonly menus: MenuWriter,
    private readonly claims: NumberClaims,
    private readonly routing: RoutingChanges,
  ) {}

  async create(given: NewSwitchboardNumber): Promise<SwitchboardNumber> {
    const created = await this.menus.inTurn(this.numbers.manager, async (manager) => {
      await this.claims.publish(manager, given.number);
      await takeFromRest(manager, given.number, 'menu');
      const source = { id: randomUUID(), ...given };
      return manager.save(SwitchboardNumber, {
        ...source,
        compiled: await this.menus.compile(manager, source),
      });
    });
    await this.tell(created);
    return created;
  }

  list(query: PageQuery): Promise<Page<SwitchboardNumber>> {
    return page(this.numbers.createQueryBuilder('number'), 'createdAt', 'ASC', query);
  }

  async get(id: string): Promise<SwitchboardNumber> {
    return found(await this.numbers.findOneBy({ id }), 'switchboard number');
  }

  async change(id: string, change: SwitchboardNumberChange): Promise<SwitchboardNumber> {
    const changed = await this.menus.inTurn(this.numbers.manager, async (manager) => {
      const numbers = manager.getRepository(SwitchboardNumber);
      const number = found(await updateRow(numbers, id, change), 'switchboard number');
      const compiled = await this.menus.compile(manager, number);
      return found(await updateRow(numbers, id, { compiled }), 'switchboard number');
    });
    await this.tell(changed);
    return changed;
  }

  async remove(id: string): Promise<void> {
    const number = await this.get(id);
    await this.numbers.delete(id);
    await this.tell(number);
  }

  private tell({ number }: SwitchboardNumber): Promise<void> {
    return this.routing.changed({ kind: 'number', number });
  }
}
