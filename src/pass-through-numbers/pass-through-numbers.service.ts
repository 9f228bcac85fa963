import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { page, type Page } from '../common/paging.js';
import { found, Problem } from '../common/problem.js';
import { updateRow } from '../database/update-row.js';
import { NumberClaims } from '../direct-lines/number-claims.js';
import { numberChange } from '../professionals/listing-changes.js';
import { RoutingChanges } from '../routing/routing-changes.js';
import { ExtensionAllocator } from './extension-allocator.js';
import { PassThroughNumber } from './pass-through-number.entity.js';
import { takeFromRest } from './resting-numbers.js';
import type {
  NewPassThroughNumber,
  PassThroughNumberChange,
  PassThroughNumberQuery,
} from './pass-through-numbers.schema.js';

@Injectable()
export class PassThroughNumbersService {
  constructor(
    @InjectRepository(PassThroughNumber) private readonly numbers: Repository<PassThroughNumber>,
    private readonly extensions: ExtensionAllocator,
    private readonly claims: NumberClaims,
    private readonly routing: RoutingChanges,
  ) {}

  async create(given: NewPassThroughNumber): Promise<PassThroughNumber> {
    const created =
      given.kind === 'extension'
        ? await this.extensions.allocate(this.numbers.manager, given.listingId, given.switchboardNumberId)
        : await this.createDedicated(given);
    await this.routing.changed(numberChange(created));
    return created;
  }

  list({
    listingId,
    switchboardNumberId,
    ...query
  }: PassThroughNumberQuery): Promise<Page<PassThroughNumber>> {
    const numbers = this.numbers.createQueryBuilder('number');
    if (listingId) numbers.andWhere('number.listingId = :listingId', { listingId });
    if (switchboardNumberId)
      numbers.andWhere('number.switchboardNumberId = :switchboardNumberId', { switchboardNumberId });
    return page(numbers, 'createdAt', 'ASC', query);
  }

  async get(id: string): Promise<PassThroughNumber> {
    return found(await this.numbers.findOneBy({ id }), 'pass-through number');
  }

  async change(id: string, change: PassThroughNumberChange): Promise<PassThroughNumber> {
    const { kind } = await this.get(id);
    if (kind === 'extension')
      throw new Problem('body-invalid', 'An extension has nothing to change; change its switchboard number');
    const changed = found(await updateRow(this.numbers, id, change), 'pass-through number');
    await this.routing.changed(numberChange(changed));
    return changed;
  }

  async remove(id: string): Promise<void> {
    const number = await this.get(id);
    await this.numbers.delete(id);
    await this.routing.changed(numberChange(number));
  }

  private createDedicated(
    given: Extract<NewPassThroughNumber, { kind: 'dedicated' }>,
  ): Promise<PassThroughNumber> {
    return this.numbers.manager.transaction(async (manager) => {
      await this.claims.publish(manager, given.number);
      await takeFromRest(manager, given.number, given);
      const row = manager.create(PassThroughNumber, { ...given, switchboardNumberId: null, extension: null });
      return manager.save(row);
    });
  }
}
