import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Repository } from 'typeorm';
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

  async withdraw(listingId: string): Promise<void> {
    const ended = await this.end({ listingId }, 'api');
    if (ended === 0) throw new Problem('not-found', 'The listing has no consent in force');
    await this.routing.changedAll(await listingChanges(this.consents.manager, { id: listingId }));
  }

  /** Of every listing of the professional's, at once: by phone, from the line itself. */
  async withdrawAll(professionalId: string): Promise<void> {
    await this.end({ professionalId }, 'phone');
    await this.routing.changedAll(await listingChanges(this.consents.manager, { professionalId }));
  }

  /** By the database's clock, which every process that watches for withdrawals reads. */
  private async end(
    whose: { listingId: string } | { professionalId: string },
    withdrawnBy: Withdrawal,
  ): Promise<number> {
    const { affected } = await this.consents.update(
      { ...whose, withdrawnAt: IsNull() },
      { withdrawnAt: () => 'clock_timestamp()', withdrawnBy },
    );
    return affected ?? 0;
  }
}
