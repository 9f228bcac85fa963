import type { Offer } from '../call-flow/plan.js';

/** Open hours by weekday (0 = Sunday, as in `Date`), as minutes since local midnight, `until` exclusive. Empty: never. */
export type WorkingHours = { day: number; from: number; until: number }[];

/**
 * A listing as routing sees it: one row of a joined query, cached in Redis under the listing's id.
 * `reachable` says in one word: published, consented, with a direct line and an enabled trunk.
 */
export interface ListingSnapshot extends Omit<Offer, 'offerId'> {
  reachable: boolean;
  away: boolean;
  /** IANA name, e.g. America/New_York. */
  timeZone: string;
  workingHours: WorkingHours;
}

/** How a category's next available professional is chosen. */
export type Strategy = 'longest-idle' | 'round-robin' | 'all-at-once';
