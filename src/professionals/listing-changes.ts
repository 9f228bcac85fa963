import { In, type EntityManager } from 'typeorm';
import { PassThroughNumber } from '../pass-through-numbers/pass-through-number.entity.js';
import type { RoutingChange } from '../routing/routing-changes.js';
import { Listing } from './listing.entity.js';

/**
 * All that routing may have cached about these listings: what a change of theirs, or of their professional's, touches.
 * Before a removal it is asked for first, while the rows are still there.
 */
export async function listingChanges(
  manager: EntityManager,
  which: { id: string } | { professionalId: string },
): Promise<RoutingChange[]> {
  const listings = await manager.findBy(Listing, which);
  const numbers = await manager.findBy(PassThroughNumber, { listingId: In(listings.map(({ id }) => id)) });
  return [
    ...listings.map(({ id }): RoutingChange => ({ kind: 'listing', listingId: id })),
    ...listings.map(({ categoryId }): RoutingChange => ({ kind: 'category', categoryId })),
    ...numbers.map(numberChange),
  ];
}

export function numberChange({ number, switchboardNumberId, extension }: PassThroughNumber): RoutingChange {
  if (switchboardNumberId && extension) return { kind: 'extension', switchboardNumberId, extension };
  return { kind: 'number', number: String(number) };
}
