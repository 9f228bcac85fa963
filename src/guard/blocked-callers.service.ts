import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type EntityManager } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import { Audit } from '../audit/audit.js';
import { CallRecordRow } from '../call-records/call-record.entity.js';
import { Callers } from '../callers/callers.js';
import { page, type Page } from '../common/paging.js';
import { found, Problem } from '../common/problem.js';
import { RoutingChanges } from '../routing/routing-changes.js';
import { BlockedCaller } from './blocked-caller.entity.js';
import type { BlockedCallerQuery, NewBlockedCaller } from './blocked-callers.schema.js';

@Injectable()
export class BlockedCallersService {
  constructor(
    @InjectRepository(BlockedCaller) private readonly blocked: Repository<BlockedCaller>,
    private readonly callers: Callers,
    private readonly routing: RoutingChanges,
    private readonly audit: Audit,
  ) {}

  async block(given: NewBlockedCaller, actor: Actor): Promise<BlockedCaller> {
    const { number, callId, professionalId, note } = given;
    const caller = number ? this.callers.tokenOf(number) : await this.callerOf(String(callId));
    const row = await this.blocked.manager.transaction(async (manager) => {
      const added = await manager.save(manager.create(BlockedCaller, { caller, professionalId, note }));
      await this.note(manager, 'block-added', added, actor);
      return added;
    });
    await this.routing.changed({ kind: 'blocked-callers', token: caller });
    return row;
  }

  list({ professionalId, caller, ...query }: BlockedCallerQuery): Promise<Page<BlockedCaller>> {
    const blocked = this.blocked.createQueryBuilder('blocked');
    if (professionalId) blocked.andWhere('blocked.professionalId = :professionalId', { professionalId });
    if (caller) blocked.andWhere('blocked.caller = :caller', { caller });
    return page(blocked, 'createdAt', 'ASC', query);
  }

  async get(id: string): Promise<BlockedCaller> {
    return found(await this.blocked.findOneBy({ id }), 'blocked caller');
  }

  async unblock(id: string, actor: Actor): Promise<void> {
    const row = await this.get(id);
    const { caller } = row;
    await this.blocked.manager.transaction(async (manager) => {
      const { affected } = await manager.delete(BlockedCaller, id);
      if (affected) await this.note(manager, 'block-removed', row, actor);
    });
    await this.routing.changed({ kind: 'blocked-callers', token: caller });
  }

  /** By the row's id: the caller's pseudonym must not outlive its retention. */
  private note(
    manager: EntityManager,
    action: 'block-added' | 'block-removed',
    { id, professionalId }: BlockedCaller,
    actor: Actor,
  ): Promise<void> {
    const detail = { professional: professionalId ?? undefined };
    return this.audit.write(manager, { actor, action, subject: `blocked-caller:${id}`, detail });
  }

  private async callerOf(callId: string): Promise<string> {
    const record = await this.blocked.manager.findOneBy(CallRecordRow, { id: callId });
    if (record?.caller) return record.caller;
    throw new Problem(
      'caller-unknown',
      'Give the id of a call that has ended and did not withhold its number',
    );
  }
}
