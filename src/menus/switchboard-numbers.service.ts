import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type EntityManager } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import { Audit } from '../audit/audit.js';
import { page, type Page, type PageQuery } from '../common/paging.js';
import { found } from '../common/problem.js';
import { updateRow } from '../database/update-row.js';
import { ClaimTurns } from '../direct-lines/claim-turns.js';
import { NumberClaims } from '../direct-lines/number-claims.js';
import { takeFromRest } from '../pass-through-numbers/resting-numbers.js';
import { RoutingChanges } from '../routing/routing-changes.js';
import type { MenuSource } from './menu-compiler.js';
import { MenuWriter } from './menu-writer.js';
import { SwitchboardNumber } from './switchboard-number.entity.js';
import type { NewSwitchboardNumber, SwitchboardNumberChange } from './switchboard-numbers.schema.js';

@Injectable()
export class SwitchboardNumbersService {
  constructor(
    @InjectRepository(SwitchboardNumber) private readonly numbers: Repository<SwitchboardNumber>,
    private readonly menus: MenuWriter,
    private readonly claims: NumberClaims,
    private readonly turns: ClaimTurns,
    private readonly routing: RoutingChanges,
    private readonly audit: Audit,
  ) {}

  async create(given: NewSwitchboardNumber, actor: Actor): Promise<SwitchboardNumber> {
    const { manager } = this.numbers;
    const source = { id: randomUUID(), ...given };
    // What takes its time is spoken before any turn is taken; there it is found.
    await this.menus.compile(manager, source);
    const claim = { actor, as: 'switchboard-number', subject: 'switchboard' } as const;
    const created = await this.turns.take(manager, claim, (turn) =>
      this.menus.inTurn(turn, (inner) => this.publish(inner, source, actor)),
    );
    await this.tell(created);
    return created;
  }

  list(query: PageQuery): Promise<Page<SwitchboardNumber>> {
    return page(this.numbers.createQueryBuilder('number'), 'createdAt', 'ASC', query);
  }

  async get(id: string): Promise<SwitchboardNumber> {
    return found(await this.numbers.findOneBy({ id }), 'switchboard number');
  }

  async change(id: string, change: SwitchboardNumberChange, actor: Actor): Promise<SwitchboardNumber> {
    const changed = await this.menus.inTurn(this.numbers.manager, async (manager) => {
      const numbers = manager.getRepository(SwitchboardNumber);
      const number = found(await updateRow(numbers, id, change), 'switchboard number');
      const compiled = await this.menus.compile(manager, number);
      const recompiled = found(await updateRow(numbers, id, { compiled }), 'switchboard number');
      const [subject, detail] = [`switchboard-number:${id}`, { fields: Object.keys(change) }] as const;
      await this.audit.write(manager, { actor, action: 'number-changed', subject, detail });
      return recompiled;
    });
    await this.tell(changed);
    return changed;
  }

  async remove(id: string, actor: Actor): Promise<void> {
    const number = await this.get(id);
    await this.numbers.manager.transaction(async (manager) => {
      const { affected } = await manager.delete(SwitchboardNumber, id);
      if (affected) await this.note(manager, 'number-removed', id, actor);
    });
    await this.tell(number);
  }

  private async publish(
    manager: EntityManager,
    source: NewSwitchboardNumber & MenuSource,
    actor: Actor,
  ): Promise<SwitchboardNumber> {
    // Before the number is looked up: what is wrong with a menu is said of any number alike.
    const compiled = await this.menus.compile(manager, source);
    await this.claims.publish(manager, source.number);
    await takeFromRest(manager, source.number, 'menu');
    const saved = await manager.save(SwitchboardNumber, { ...source, compiled });
    await this.note(manager, 'number-published', source.id, actor);
    return saved;
  }

  private note(
    manager: EntityManager,
    action: 'number-published' | 'number-removed',
    id: string,
    actor: Actor,
  ): Promise<void> {
    return this.audit.write(manager, { actor, action, subject: `switchboard-number:${id}`, detail: {} });
  }

  private tell({ number }: SwitchboardNumber): Promise<void> {
    return this.routing.changed({ kind: 'number', number });
  }
}
