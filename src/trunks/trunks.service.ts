import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository, type EntityManager } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import { Audit, type AuditEntry } from '../audit/audit.js';
import { page, type Page, type PageQuery } from '../common/paging.js';
import { found } from '../common/problem.js';
import { updateRow } from '../database/update-row.js';
import { requireUnassigned } from './assigned-numbers.js';
import { PresentedNumbers } from './presented-numbers.js';
import { TrunkChanges } from './trunk-changes.js';
import { TrunkCredential } from './trunk-credential.entity.js';
import { lockedTrunk } from './trunk-credentials.service.js';
import { requireSound } from './trunk-rules.js';
import { shown, type ShownTrunk } from './shown-trunk.js';
import { TrunkHealth } from './trunk-health.js';
import { Trunk } from './trunk.entity.js';
import type { NewTrunk, TrunkChange } from './trunks.schema.js';

type TrunkAction = 'trunk-added' | 'trunk-changed' | 'trunk-removed';

@Injectable()
export class TrunksService {
  constructor(
    @InjectRepository(Trunk) private readonly trunks: Repository<Trunk>,
    private readonly exchange: TrunkChanges,
    private readonly health: TrunkHealth,
    private readonly presented: PresentedNumbers,
    private readonly audit: Audit,
  ) {}

  async create(given: NewTrunk, actor: Actor): Promise<ShownTrunk> {
    requireSound(given, false);
    const { presentedNumbers, ...settings } = given;
    const { manager: all } = this.trunks;
    const id = await this.presented.inTurn(all, presentedNumbers, { actor }, async (manager) => {
      const trunk = await manager.save(manager.create(Trunk, { ...settings, presentedNumbers: [] }));
      await this.presented.set(manager, trunk.id, presentedNumbers);
      await this.note(manager, { actor, action: 'trunk-added', subject: `trunk:${trunk.id}` });
      return trunk.id;
    });
    await this.exchange.changed(id);
    return this.get(id);
  }

  async list(query: PageQuery): Promise<Page<ShownTrunk>> {
    const { items, ...rest } = await page(this.trunks.createQueryBuilder('trunk'), 'createdAt', 'ASC', query);
    return { ...rest, items: await this.shown(items) };
  }

  async get(id: string): Promise<ShownTrunk> {
    const [trunk] = await this.shown([found(await this.trunks.findOneBy({ id }), 'trunk')]);
    return found(trunk, 'trunk');
  }

  async change(id: string, change: TrunkChange, actor: Actor): Promise<ShownTrunk> {
    const { presentedNumbers, ...settings } = change;
    const { manager: all } = this.trunks;
    await this.presented.inTurn(all, presentedNumbers, { id, actor }, async (manager) => {
      const trunk = await lockedTrunk(manager, id);
      const hasOurs = await manager.existsBy(TrunkCredential, { trunkId: id, purpose: 'ours' });
      requireSound(after(trunk, change), hasOurs);
      await updateRow(manager.getRepository(Trunk), id, settings);
      await this.presented.set(manager, id, presentedNumbers);
      const detail = { fields: Object.keys(change) };
      await this.note(manager, { actor, action: 'trunk-changed', subject: `trunk:${id}`, detail });
    });
    this.health.reset(id);
    await this.exchange.changed(id);
    return this.get(id);
  }

  async remove(id: string, actor: Actor): Promise<void> {
    await this.trunks.manager.transaction(async (manager) => {
      await lockedTrunk(manager, id);
      await requireUnassigned(manager, id);
      await manager.delete(Trunk, id);
      await this.note(manager, { actor, action: 'trunk-removed', subject: `trunk:${id}` });
    });
    this.health.forget(id);
    await this.exchange.changed(id);
  }

  private async shown(trunks: Trunk[]): Promise<ShownTrunk[]> {
    const where = { trunkId: In(trunks.map(({ id }) => id)) };
    const credentials = await this.trunks.manager.findBy(TrunkCredential, where);
    return trunks.map((trunk) => shown(trunk, credentials, this.health.of(trunk.id)));
  }

  private note<A extends TrunkAction>(manager: EntityManager, entry: AuditEntry<A>): Promise<void> {
    return this.audit.write(manager, entry);
  }
}

const after = (trunk: Trunk, { media, transport, registers }: TrunkChange) => ({
  media: media ?? trunk.media,
  transport: transport ?? trunk.transport,
  registers: registers ?? trunk.registers,
});
