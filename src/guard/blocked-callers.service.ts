import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type EntityManager } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import { Audit } from '../audit/audit.js';
import { CallRecordRow } from '../call-records/call-record.entity.js';
import { Callers } from '../callers/callers.js';
import { page, type Page } from '../common/paging.js';
import { problemOf } from '../common/problem-of.js';
import { found, Problem } from '../common/problem.js';
import { RoutingChanges } from '../routing/routing-changes.js';
import { BlockedCaller } from './blocked-caller.entity.js';
import type { BlockedCallerQuery, NewBlockedCaller } from './blocked-callers.schema.js';
import { NamingBudget } from './naming-budget.js';

@Injectable()
export class BlockedCallersService {
  constructor(
    @InjectRepository(BlockedCaller) private readonly blocked: Repository<BlockedCaller>,
    private readonly callers: Callers,
    private readonly routing: RoutingChanges,
    private readonly audit: Audit,
    private readonly budget: NamingBudget,
  ) {}

  async block(given: NewBlockedCaller, actor: Actor): Promise<ToldBlock> {
    const { number, callId, professionalId, note } = given;
    const whom = number ? unsaid(this.callers.tokenOf(number)) : await this.callerOf(String(callId));
    const block = { ...whom, professionalId, note };
    const row = await (number ? this.addByNumber(block, actor) : this.add(block, actor));
    await this.routing.changed({ kind: 'blocked-callers', token: row.caller });
    return told(row);
  }

  async list({ professionalId, caller, ...query }: BlockedCallerQuery): Promise<Page<ToldBlock>> {
    const blocked = this.blocked.createQueryBuilder('blocked');
    if (professionalId) blocked.andWhere('blocked.professionalId = :professionalId', { professionalId });
    if (caller) blocked.andWhere('blocked.callerTold AND blocked.caller = :caller', { caller });
    const { items, next } = await page(blocked, 'createdAt', 'ASC', query);
    return { items: items.map(told), next };
  }

  async get(id: string): Promise<ToldBlock> {
    return told(await this.find(id));
  }

  async unblock(id: string, actor: Actor): Promise<void> {
    const row = await this.find(id);
    const { caller } = row;
    await this.blocked.manager.transaction(async (manager) => {
      const { affected } = await manager.delete(BlockedCaller, id);
      const entry = { actor, ...noted(row) } as const;
      if (affected) await this.audit.write(manager, { ...entry, action: 'block-removed' });
    });
    await this.routing.changed({ kind: 'blocked-callers', token: caller });
  }

  private async find(id: string): Promise<BlockedCaller> {
    return found(await this.blocked.findOneBy({ id }), 'blocked caller');
  }

  private add(block: NewBlock, actor: Actor): Promise<BlockedCaller> {
    return this.blocked.manager.transaction((manager) => this.insert(manager, block, 'call', actor));
  }

  private async addByNumber(block: NewBlock, actor: Actor): Promise<BlockedCaller> {
    try {
      return await this.blocked.manager.transaction(async (manager) => {
        const added = await this.insert(manager, block, 'number', actor);
        await this.budget.check(manager, actor);
        return added;
      });
    } catch (error) {
      const entry = { actor, action: 'block-refused', subject: 'switchboard' } as const;
      if (problemOf(error).code === 'too-often') await this.audit.write(this.blocked.manager, entry);
      throw error;
    }
  }

  private async insert(
    manager: EntityManager,
    block: NewBlock,
    by: 'number' | 'call',
    actor: Actor,
  ): Promise<BlockedCaller> {
    const added = await manager.save(manager.create(BlockedCaller, block));
    const { subject, detail } = noted(added);
    await this.audit.write(manager, { actor, action: 'block-added', subject, detail: { ...detail, by } });
    return added;
  }

  /** Nothing more is told of a caller than the record of the call tells. */
  private async callerOf(callId: string): Promise<Whom> {
    const record = await this.blocked.manager.findOneBy(CallRecordRow, { id: callId });
    if (record?.caller) return { caller: record.caller, callerTold: record.callerTold };
    throw new Problem(
      'caller-unknown',
      'Give the id of a call that has ended and did not withhold its number',
    );
  }
}

type Whom = Pick<BlockedCaller, 'caller' | 'callerTold'>;

type NewBlock = Whom & Pick<BlockedCaller, 'professionalId' | 'note'>;

const unsaid = (caller: string): Whom => ({ caller, callerTold: false });

type ToldBlock = Omit<BlockedCaller, 'caller' | 'callerTold'> & { caller: string | null };

const told = ({ caller, callerTold, ...block }: BlockedCaller): ToldBlock => ({
  ...block,
  caller: callerTold ? caller : null,
});

/** By the row's id: the caller's pseudonym must not outlive its retention. */
const noted = ({ id, professionalId }: BlockedCaller) => ({
  subject: `blocked-caller:${id}` as const,
  detail: { professional: professionalId ?? undefined },
});
