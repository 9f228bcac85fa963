import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
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
  ) {}

  async block({ number, callId, professionalId, note }: NewBlockedCaller): Promise<BlockedCaller> {
    const caller = number ? this.callers.tokenOf(number) : await this.callerOf(String(callId));
    const row = await this.blocked.save(this.blocked.create({ caller, professionalId, note }));
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

  async unblock(id: string): Promise<void> {
    const { caller } = await this.get(id);
    await this.blocked.delete(id);
    await this.routing.changed({ kind: 'blocked-callers', token: caller });
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
