import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, IsNull, Repository, type EntityManager } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import { Audit } from '../audit/audit.js';
import { page, type Page } from '../common/paging.js';
import { found } from '../common/problem.js';
import { Consent } from '../consent/consent.entity.js';
import { updateRow } from '../database/update-row.js';
import { RoutingChanges } from '../routing/routing-changes.js';
import { listingChanges } from './listing-changes.js';
import { Listing } from './listing.entity.js';
import type { ListingChange, ListingQuery, ListingView, NewListing } from './listings.schema.js';

@Injectable()
export class ListingsService {
  constructor(
    @InjectRepository(Listing) private readonly listings: Repository<Listing>,
    private readonly routing: RoutingChanges,
    private readonly audit: Audit,
  ) {}

  async create(given: NewListing, actor: Actor): Promise<ListingView> {
    const { id } = await this.listings.manager.transaction(async (manager) => {
      const listing = await manager.save(Listing, given);
      await this.note(manager, 'listing-added', listing, actor, listing.published);
      return listing;
    });
    await this.tell(id);
    return this.get(id);
  }

  async list({ professionalId, categoryId, ...query }: ListingQuery): Promise<Page<ListingView>> {
    const listings = this.listings.createQueryBuilder('listing');
    if (professionalId) listings.andWhere('listing.professionalId = :professionalId', { professionalId });
    if (categoryId) listings.andWhere('listing.categoryId = :categoryId', { categoryId });
    const { items, next } = await page(listings, 'createdAt', 'ASC', query);
    return { items: await this.withConsent(items), next };
  }

  async get(id: string): Promise<ListingView> {
    const [view] = await this.withConsent(await this.listings.findBy({ id }));
    return found(view, 'listing');
  }

  async change(id: string, change: ListingChange, actor: Actor): Promise<ListingView> {
    await this.listings.manager.transaction(async (manager) => {
      const listing = found(await updateRow(manager.getRepository(Listing), id, change), 'listing');
      await this.note(manager, 'listing-changed', listing, actor, listing.published);
    });
    await this.tell(id);
    return this.get(id);
  }

  /** With its consents and pass-through numbers. */
  async remove(id: string, actor: Actor): Promise<void> {
    const changes = await listingChanges(this.listings.manager, { id });
    await this.listings.manager.transaction(async (manager) => {
      const listing = found(await manager.findOneBy(Listing, { id }), 'listing');
      const { affected } = await manager.delete(Listing, id);
      found(affected, 'listing');
      await this.note(manager, 'listing-removed', listing, actor);
    });
    await this.routing.changedAll(changes);
  }

  private async withConsent(listings: Listing[]): Promise<ListingView[]> {
    const where = { listingId: In(listings.map(({ id }) => id)), withdrawnAt: IsNull() };
    const consents = await this.listings.manager.findBy(Consent, where);
    const given = new Map(consents.map(({ listingId, givenAt }) => [listingId, givenAt]));
    return listings.map((listing) => ({ ...listing, consentedAt: given.get(listing.id) ?? null }));
  }

  private note(
    manager: EntityManager,
    action: 'listing-added' | 'listing-changed' | 'listing-removed',
    { id, professionalId }: Pick<Listing, 'id' | 'professionalId'>,
    actor: Actor,
    published?: boolean,
  ): Promise<void> {
    const detail = { listing: id, published };
    return this.audit.write(manager, { actor, action, subject: `professional:${professionalId}`, detail });
  }

  private async tell(id: string): Promise<void> {
    await this.routing.changedAll(await listingChanges(this.listings.manager, { id }));
  }
}
