import type { Caller } from '../call-flow/plan.js';
import { isBlockedBy, type Blocks } from '../guard/blocks.js';
import type { ListingSnapshot } from './snapshot.js';
import { isOpen } from './working-hours.js';

/** May this professional be rung now for a call that must not ring `except` again? */
export function mayBeRung(listing: ListingSnapshot, except: string[], now: Date): boolean {
  return (
    listing.reachable &&
    !listing.away &&
    !except.includes(listing.professionalId) &&
    isOpen(listing.workingHours, listing.timeZone, now)
  );
}

/** Does this professional want nobody whose number is withheld, and is it withheld? */
export const refusesWithheld = (listing: ListingSnapshot, caller: Caller | null): boolean =>
  caller === null && listing.withheldNumbers === 'refuse';

/** May this caller reach this professional at all? */
export const isFor = (listing: ListingSnapshot, caller: Caller | null, blocks: Blocks): boolean =>
  !refusesWithheld(listing, caller) && !isBlockedBy(blocks, listing.professionalId);
