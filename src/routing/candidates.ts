import { Injectable } from '@nestjs/common';
import type { Target } from '../call-flow/plan.js';
import { Lookups } from './cache/lookups.js';
import type { CategorySnapshot, ListingSnapshot } from './snapshot.js';

/** Whom a target means, whether or not they may be rung now. */
export interface Candidates {
  categoryId: string;
  category: CategorySnapshot;
  listings: ListingSnapshot[];
}

/** The targets that are looked for among listings. */
type Sought = Exclude<Target, { kind: 'last-caller' | 'session' }>;

@Injectable()
export class CandidateFinder {
  constructor(private readonly lookups: Lookups) {}

  /** Undefined: it means nobody who may be known of. */
  async of(target: Sought): Promise<Candidates | undefined> {
    if (target.kind === 'category') return this.inCategory(target.categoryId);
    const listing = await this.listing(target);
    if (!listing?.reachable) return undefined;
    const category = await this.lookups.category(listing.categoryId);
    return category && { categoryId: listing.categoryId, category, listings: [listing] };
  }

  private async inCategory(categoryId: string): Promise<Candidates | undefined> {
    const category = await this.lookups.category(categoryId);
    return (
      category && { categoryId, category, listings: await this.lookups.listingsOf(category, categoryId) }
    );
  }

  private async listing(target: Exclude<Sought, { kind: 'category' }>): Promise<ListingSnapshot | undefined> {
    const listingId =
      target.kind === 'listing'
        ? target.listingId
        : await this.lookups.listingOfExtension(target.switchboardNumberId, target.extension);
    return listingId === undefined ? undefined : this.lookups.listing(listingId);
  }
}
