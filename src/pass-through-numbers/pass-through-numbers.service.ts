import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type EntityManager } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import { Audit } from '../audit/audit.js';
import { page, type Page } from '../common/paging.js';
import { found, Problem } from '../common/problem.js';
import { updateRow } from '../database/update-row.js';
import { ClaimTurns, type Claim } from '../direct-lines/claim-turns.js';
import { NumberClaims } from '../direct-lines/number-claims.js';
import { numberChange } from '../professionals/listing-changes.js';
import { Listing } from '../professionals/listing.entity.js';
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
    private readonly turns: ClaimTurns,
    private readonly routing: RoutingChanges,
    private readonly audit: Audit,
  ) {}

  async create(given: NewPassThroughNumber, actor: Actor): Promise<PassThroughNumber> {
    const created =
      given.kind === 'extension'
        ? await this.createExtension(given, actor)
        : await this.createDedicated(given, actor);
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

  async change(id: string, change: PassThroughNumberChange, actor: Actor): Promise<PassThroughNumber> {
    const { kind } = await this.get(id);
    if (kind === 'extension')
      throw new Problem('body-invalid', 'An extension has nothing to change; change its switchboard number');
    const changed = await this.numbers.manager.transaction(async (manager) => {
      const row = await updateRow(manager.getRepository(PassThroughNumber), id, change);
      const number = found(row, 'pass-through number');
      const [subject, detail] = [`pass-through-number:${id}`, { fields: Object.keys(change) }] as const;
      await this.audit.write(manager, { actor, action: 'number-changed', subject, detail });
      return number;
    });
    await this.routing.changed(numberChange(changed));
    return changed;
  }

  async remove(id: string, actor: Actor): Promise<void> {
    const number = await this.get(id);
    await this.numbers.manager.transaction(async (manager) => {
      const { affected } = await manager.delete(PassThroughNumber, id);
      if (affected) await this.note(manager, 'number-removed', number, actor);
    });
    await this.routing.changed(numberChange(number));
  }

  private createExtension(given: Of<'extension'>, actor: Actor): Promise<PassThroughNumber> {
    return this.numbers.manager.transaction(async (manager) => {
      const { listingId, switchboardNumberId } = given;
      const number = await this.extensions.allocate(manager, listingId, switchboardNumberId);
      await this.note(manager, 'number-published', number, actor);
      return number;
    });
  }

  private async createDedicated(given: Of<'dedicated'>, actor: Actor): Promise<PassThroughNumber> {
    const { number, listingId } = given;
    // Before the number is looked up: that there is no listing is said of any number alike.
    if (!(await this.numbers.manager.existsBy(Listing, { id: listingId })))
      throw new Problem('reference-unknown', 'There is no listing with this id; create it first');
    const claim: Claim = { actor, as: 'pass-through-number', subject: `listing:${listingId}` };
    return this.turns.take(this.numbers.manager, claim, async (manager) => {
      await this.claims.publish(manager, number);
      await takeFromRest(manager, number, given);
      const row = manager.create(PassThroughNumber, { ...given, switchboardNumberId: null, extension: null });
      await this.note(manager, 'number-published', await manager.save(row), actor);
      return row;
    });
  }

  private note(
    manager: EntityManager,
    action: 'number-published' | 'number-removed',
    { id, listingId: listing }: PassThroughNumber,
    actor: Actor,
  ): Promise<void> {
    const subject = `pass-through-number:${id}` as const;
    return this.audit.write(manager, { actor, action, subject, detail: { listing } });
  }
}

type Of<Kind> = Extract<NewPassThroughNumber, { kind: Kind }>;
