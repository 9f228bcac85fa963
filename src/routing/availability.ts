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
