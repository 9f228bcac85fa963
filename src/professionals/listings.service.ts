import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, IsNull, Repository } from 'typeorm';
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
  ) {}

  async create(given: NewListing): Promise<ListingView> {
    const listing = await this.listings.save(given);
    await this.tell(listing.id);
    return this.get(listing.id);
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

  async change(id: string, change: ListingChange): Promise<ListingView> {
    found(await updateRow(this.listings, id, change), 'listing');
    await this.tell(id);
    return this.get(id);
  }

  /** With its consents and pass-through numbers. */
  async remove(id: string): Promise<void> {
    const changes = await listingChanges(this.listings.manager, { id });
    const { affected } = await this.listings.delete(id);
    found(affected, 'listing');
    await this.routing.changedAll(changes);
  }

  private async withConsent(listings: Listing[]): Promise<ListingView[]> {
    const where = { listingId: In(listings.map(({ id }) => id)), withdrawnAt: IsNull() };
    const consents = await this.listings.manager.findBy(Consent, where);
    const given = new Map(consents.map(({ listingId, givenAt }) => [listingId, givenAt]));
    return listings.map((listing) => ({ ...listing, consentedAt: given.get(listing.id) ?? null }));
  }

  private async tell(id: string): Promise<void> {
    await this.routing.changedAll(await listingChanges(this.listings.manager, { id }));
  }
}
