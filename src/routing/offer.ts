import { randomUUID } from 'node:crypto';
import type { Offer } from '../call-flow/plan.js';
import type { CategorySnapshot, ListingSnapshot } from './snapshot.js';

export function offerOf(listing: ListingSnapshot, category: CategorySnapshot): Offer {
  const { listingId, professionalId, categoryId, acceptance, language } = listing;
  const whisper = category.whispers[language];
  return {
    offerId: randomUUID(),
    listingId,
    professionalId,
    categoryId,
    acceptance,
    language,
    whisper,
    callee: { kind: 'line' },
  };
}
