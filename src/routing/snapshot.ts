import type { Entry, Offer } from '../call-flow/plan.js';
import type { Language, Prompt } from '../call-flow/prompt.js';

/** Open hours by weekday (0 = Sunday, as in `Date`), as minutes since local midnight, `until` exclusive. Empty: never. */
export type WorkingHours = { day: number; from: number; until: number }[];

/** How a category's next available professional is chosen. */
export type Strategy = 'longest-idle' | 'round-robin' | 'all-at-once';

/**
 * A listing as routing sees it. What a whole category or all listings share (the whisper, the trunk)
 * is looked up apart, so that a change of it is one key to drop.
 */
export interface ListingSnapshot extends Pick<
  Offer,
  'listingId' | 'professionalId' | 'categoryId' | 'acceptance' | 'language'
> {
  /** In one word: published, and its owner said yes on the very line that there is now. */
  reachable: boolean;
  away: boolean;
  /** IANA name, e.g. America/New_York. */
  timeZone: string;
  workingHours: WorkingHours;
  /** May callers without a number ring? */
  withheldNumbers: 'accept' | 'refuse';
}

/** A category as routing sees it. */
export interface CategorySnapshot {
  strategy: Strategy;
  listingIds: string[];
  /** Said to a callee, in the callee's language. */
  whispers: Record<Language, Prompt>;
}

/** Where a published number leads, whoever calls it. */
export type Published = Omit<Entry & { kind: 'menu' }, 'again' | 'professional'> | (Entry & { kind: 'line' });
