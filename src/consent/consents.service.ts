import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, IsNull, Repository } from 'typeorm';
import { found, Problem } from '../common/problem.js';
import { listingChanges } from '../professionals/listing-changes.js';
import { Listing } from '../professionals/listing.entity.js';
import { RoutingChanges } from '../routing/routing-changes.js';
import { Consent } from './consent.entity.js';
import type { NewConsent } from './consents.schema.js';

@Injectable()
export class ConsentsService {
  constructor(
    @InjectRepository(Consent) private readonly consents: Repository<Consent>,
    private readonly routing: RoutingChanges,
  ) {}

  /** The one in force and those withdrawn, newest first. */
  async list(listingId: string): Promise<{ items: Consent[] }> {
    await this.requireListing(listingId);
    return {
      items: await this.consents.find({
        where: { listingId },
        order: { givenAt: 'DESC', id: 'DESC' },
        take: 200,
      }),
    };
  }

  async record(listingId: string, { wording, language, givenAt = new Date() }: NewConsent): Promise<Consent> {
    await this.requireListing(listingId);
    const row = { listingId, wording, language, givenAt, method: 'operator', withdrawnAt: null } as const;
    // The index lets one consent in force pass, also of two that are recorded at once.
    const { identifiers } = await this.consents
      .createQueryBuilder()
      .insert()
      .values(row)
      .orIgnore()
      .execute();
    const id = identifiers[0]?.['id'] as string | undefined;
    if (!id) throw new Problem('consent-in-force', 'Withdraw the consent in force before recording another');
    await this.tell(listingId);
    return this.consents.findOneByOrFail({ id });
  }

  async withdraw(listingId: string): Promise<void> {
    const { affected } = await this.consents.update(
      { listingId, withdrawnAt: IsNull() },
      { withdrawnAt: new Date() },
    );
    if (!affected) throw new Problem('not-found', 'The listing has no consent in force');
    await this.tell(listingId);
  }

  /** Of every listing of the professional's, at once. */
  async withdrawAll(professionalId: string): Promise<void> {
    const { manager } = this.consents;
    const listings = await manager.findBy(Listing, { professionalId });
    await this.consents.update(
      { listingId: In(listings.map(({ id }) => id)), withdrawnAt: IsNull() },
      { withdrawnAt: new Date() },
    );
    await this.routing.changedAll(await listingChanges(manager, { professionalId }));
  }

  private async requireListing(id: string): Promise<void> {
    found(await this.consents.manager.findOneBy(Listing, { id }), 'listing');
  }

  private async tell(id: string): Promise<void> {
    await this.routing.changedAll(await listingChanges(this.consents.manager, { id }));
  }
}
