import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { MoreThan, Repository, type EntityManager } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import { Audit } from '../audit/audit.js';
import { page, type Page, type PageQuery } from '../common/paging.js';
import { found, Problem } from '../common/problem.js';
import { updateRow } from '../database/update-row.js';
import { ClaimTurns } from '../direct-lines/claim-turns.js';
import { NumberClaims } from '../direct-lines/number-claims.js';
import { takeFromRest } from '../pass-through-numbers/resting-numbers.js';
import { RoutingChanges } from '../routing/routing-changes.js';
import { SessionNumber } from './session-number.entity.js';
import type { NewSessionNumber, SessionNumberChange } from './session-numbers.schema.js';
import { Session } from './session.entity.js';

@Injectable()
export class SessionNumbersService {
  constructor(
    @InjectRepository(SessionNumber) private readonly numbers: Repository<SessionNumber>,
    private readonly claims: NumberClaims,
    private readonly turns: ClaimTurns,
    private readonly routing: RoutingChanges,
    private readonly audit: Audit,
  ) {}

  async create(given: NewSessionNumber, actor: Actor): Promise<SessionNumber> {
    const claim = { actor, as: 'session-number', subject: 'switchboard' } as const;
    const created = await this.turns.take(this.numbers.manager, claim, async (manager) => {
      await this.claims.publish(manager, given.number);
      await takeFromRest(manager, given.number, 'sessions');
      const saved = await manager.save(manager.create(SessionNumber, given));
      await this.note(manager, 'number-published', saved.id, actor);
      return saved;
    });
    await this.tell(created);
    return created;
  }

  list(query: PageQuery): Promise<Page<SessionNumber>> {
    return page(this.numbers.createQueryBuilder('number'), 'createdAt', 'ASC', query);
  }

  async get(id: string): Promise<SessionNumber> {
    return found(await this.numbers.findOneBy({ id }), 'session number');
  }

  async change(id: string, change: SessionNumberChange, actor: Actor): Promise<SessionNumber> {
    const changed = await this.numbers.manager.transaction(async (manager) => {
      const row = await updateRow(manager.getRepository(SessionNumber), id, change);
      const number = found(row, 'session number');
      const [subject, detail] = [`session-number:${id}`, { fields: Object.keys(change) }] as const;
      await this.audit.write(manager, { actor, action: 'number-changed', subject, detail });
      return number;
    });
    await this.tell(changed);
    return changed;
  }

  /** Sessions that are over stay, without it; it rests. */
  async remove(id: string, actor: Actor): Promise<void> {
    const removed = await this.numbers.manager.transaction(async (manager) => {
      // Locked first: a session that is being given this number is then seen, or finds it gone.
      const lock = { mode: 'pessimistic_write' } as const;
      const number = found(await manager.findOne(SessionNumber, { where: { id }, lock }), 'session number');
      const isUsed = await manager.existsBy(Session, { sessionNumberId: id, overAt: MoreThan(new Date()) });
      if (isUsed)
        throw new Problem('in-use', 'End the sessions that have this number, or wait for their end');
      await manager.delete(SessionNumber, id);
      await this.note(manager, 'number-removed', id, actor);
      return number;
    });
    await this.tell(removed);
  }

  private note(
    manager: EntityManager,
    action: 'number-published' | 'number-removed',
    id: string,
    actor: Actor,
  ): Promise<void> {
    return this.audit.write(manager, { actor, action, subject: `session-number:${id}`, detail: {} });
  }

  private tell({ number }: SessionNumber): Promise<void> {
    return this.routing.changed({ kind: 'number', number });
  }
}
