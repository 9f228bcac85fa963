import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Repository, type EntityManager } from 'typeorm';
import { PHONE, type Actor } from '../audit/actor.js';
import { Audit } from '../audit/audit.js';
import type { Subject } from '../audit/facts.js';
import { found, Problem } from '../common/problem.js';
import { listingChanges } from '../professionals/listing-changes.js';
import { Listing } from '../professionals/listing.entity.js';
import { RoutingChanges } from '../routing/routing-changes.js';
import { Consent, type Withdrawal } from './consent.entity.js';

@Injectable()
export class ConsentsService {
  constructor(
    @InjectRepository(Consent) private readonly consents: Repository<Consent>,
    private readonly routing: RoutingChanges,
    private readonly audit: Audit,
  ) {}

  /** The one in force and those withdrawn, newest first. */
  async list(listingId: string): Promise<{ items: Consent[] }> {
    found(await this.consents.manager.findOneBy(Listing, { id: listingId }), 'listing');
    return {
      items: await this.consents.find({
        where: { listingId },
        order: { givenAt: 'DESC', id: 'DESC' },
        take: 200,
      }),
    };
  }

  async withdraw(listingId: string, actor: Actor): Promise<void> {
    const ended = await this.consents.manager.transaction((manager) =>
      this.end(manager, { listingId }, `listing:${listingId}`, actor),
    );
    if (ended === 0) throw new Problem('not-found', 'The listing has no consent in force');
    await this.routing.changedAll(await listingChanges(this.consents.manager, { id: listingId }));
  }

  /** Of every listing of the professional's, at once: by phone, from the line itself. */
  async withdrawAll(professionalId: string): Promise<void> {
    await this.consents.manager.transaction((manager) => this.withdrawAllIn(manager, professionalId, PHONE));
    await this.tellAll(professionalId);
  }

  /** In the transaction of `manager`; when that is over, `tellAll`. */
  async withdrawAllIn(manager: EntityManager, professionalId: string, actor: Actor): Promise<void> {
    await this.end(manager, { professionalId }, `professional:${professionalId}`, actor);
  }

  async tellAll(professionalId: string): Promise<void> {
    await this.routing.changedAll(await listingChanges(this.consents.manager, { professionalId }));
  }

  /** By the database's clock, which every process that watches for withdrawals reads. */
  private async end(
    manager: EntityManager,
    whose: { listingId: string } | { professionalId: string },
    subject: Subject,
    actor: Actor,
  ): Promise<number> {
    const withdrawnBy: Withdrawal = actor.kind === 'phone' ? 'phone' : 'api';
    const { affected } = await manager.update(
      Consent,
      { ...whose, withdrawnAt: IsNull() },
      { withdrawnAt: () => 'clock_timestamp()', withdrawnBy },
    );
    const listings = affected ?? 0;
    const entry = { actor, action: 'consent-withdrawn', subject, detail: { listings } } as const;
    if (listings > 0) await this.audit.write(manager, entry);
    return listings;
  }
}
