import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type EntityManager } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import { Audit } from '../audit/audit.js';
import { CallingPolicies } from '../calling-policy/calling-policies.js';
import { found } from '../common/problem.js';
import { listingChanges } from '../professionals/listing-changes.js';
import { Professional } from '../professionals/professional.entity.js';
import { RoutingChanges } from '../routing/routing-changes.js';
import { ClaimTurns, type Claim } from './claim-turns.js';
import { DirectLineRow } from './direct-line.entity.js';
import type { DirectLine } from './direct-line.js';
import type { DirectLineView } from './direct-lines.schema.js';
import { LineSealer } from './line-sealer.js';
import { NumberClaims } from './number-claims.js';

@Injectable()
export class DirectLinesService {
  constructor(
    @InjectRepository(DirectLineRow) private readonly lines: Repository<DirectLineRow>,
    private readonly sealer: LineSealer,
    private readonly claims: NumberClaims,
    private readonly turns: ClaimTurns,
    private readonly routing: RoutingChanges,
    private readonly audit: Audit,
    private readonly policies: CallingPolicies,
  ) {}

  async set(professionalId: string, line: DirectLine, actor: Actor): Promise<DirectLineView> {
    found(await this.lines.manager.findOneBy(Professional, { id: professionalId }), 'professional');
    // Before the number is looked up: it tells only what its own digits tell.
    await this.policies.requireCallable(line);
    const claim: Claim = { actor, as: 'direct-line', subject: `professional:${professionalId}` };
    await this.turns.take(this.lines.manager, claim, async (manager) => {
      await this.claims.hide(manager, professionalId, line, actor);
      const sealed = this.sealer.seal(professionalId, line, await this.sameLine(manager, line));
      // One statement: a call that reads meanwhile finds the old line or the new one, never none.
      await manager.upsert(DirectLineRow, { ...sealed, updatedAt: new Date() }, ['professionalId']);
      await this.note(manager, actor, 'direct-line-set', professionalId);
    });
    await this.tell(professionalId);
    return this.status(professionalId);
  }

  async status(professionalId: string): Promise<DirectLineView> {
    const { updatedAt } = found(
      await this.lines.findOneBy({ professionalId }),
      'direct line for a professional',
    );
    return { set: true, updatedAt };
  }

  async remove(professionalId: string, actor: Actor): Promise<void> {
    await this.lines.manager.transaction(async (manager) => {
      const { affected } = await manager.delete(DirectLineRow, { professionalId });
      found(affected, 'direct line for a professional');
      await this.note(manager, actor, 'direct-line-removed', professionalId);
    });
    await this.tell(professionalId);
  }

  /** The same number set again is the same line: what was consented to on it stands. */
  private async sameLine(manager: EntityManager, line: DirectLine): Promise<string | undefined> {
    const numberIndex = this.sealer.indexOf(line);
    return (await manager.findOneBy(DirectLineRow, { numberIndex }))?.id;
  }

  private note(
    manager: EntityManager,
    actor: Actor,
    action: 'direct-line-set' | 'direct-line-removed',
    professionalId: string,
  ): Promise<void> {
    return this.audit.write(manager, { actor, action, subject: `professional:${professionalId}` });
  }

  private async tell(professionalId: string): Promise<void> {
    const changes = await listingChanges(this.lines.manager, { professionalId });
    await this.routing.changedAll([{ kind: 'direct-line', professionalId }, ...changes]);
  }
}
