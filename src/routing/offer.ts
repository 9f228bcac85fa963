import { randomUUID } from 'node:crypto';
import type { Offer } from '../call-flow/plan.js';
import type { CategorySnapshot, ListingSnapshot } from './snapshot.js';

export function offerOf(listing: ListingSnapshot, category: CategorySnapshot): Offer {
  const { listingId, professionalId, categoryId, acceptance, language, lineId } = listing;
  const whisper = category.whispers[language];
  return {
    offerId: randomUUID(),
    listingId,
    professionalId,
    categoryId,
    acceptance,
    language,
    whisper,
    // A listing without a line is not offered; if it were, no line would be found for it.
    callee: { kind: 'line', lineId: lineId ?? '' },
  };
}
