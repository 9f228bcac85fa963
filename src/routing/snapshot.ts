import type { Entry, Offer, Sealed } from '../call-flow/plan.js';
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
  /** The line that there is now, where its owner said yes on this very one. */
  lineId: string | null;
  /** In one word: consented, and published. */
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

/** With whom a caller last spoke. */
export interface SpokenWith {
  listingId: string;
  /** When they ended, in ms since the epoch. */
  at: number;
}

/** Where a published number leads, whoever calls it, and the one trunk that may bring its calls. */
export type Published = { trunkId: string | null } & (
  | (Omit<Entry & { kind: 'menu' }, 'again' | 'professional'> & {
      /** For how long after a conversation its caller is offered the same professional, in ms; 0 is never. */
      callAgainMs: number;
    })
  | (Entry & { kind: 'line' })
  | (Omit<Entry & { kind: 'line' }, 'kind' | 'target'> & { kind: 'session'; sessionNumberId: string })
);

/** A session that a party has with a number, now or later. */
export interface SessionTime {
  sessionId: string;
  /** In ms since the epoch; `until` exclusive. */
  from: number;
  until: number;
}

/** A session as routing sees it. */
export interface SessionSnapshot extends SessionTime {
  listingId: string;
  /** The session number, and its language. */
  number: string;
  language: Language;
  /** Null once it was erased. */
  sealed: Sealed | null;
}
