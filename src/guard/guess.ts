/** One attempt at an extension, counted until it turns out to be right. */
export interface Guess {
  id: string;
  /** The caller's token, or `WITHHELD`. */
  caller: string;
  /**
   * Which extension of which switchboard number. Of all callers together it counts once: who learn nothing new
   * have not guessed, and an old card with a withdrawn extension on it closes nothing.
   */
  extension: string;
  /** In ms since the epoch. */
  at: number;
}

/** Callers without a number share one budget. No token looks like this. */
export const WITHHELD = 'withheld';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** The most in any hour and in any day. */
export interface GuessLimit {
  hour: number;
  day: number;
}

export interface GuessLimits {
  /** Wrong attempts of one caller. */
  caller: GuessLimit;
  /** Different wrong extensions of all callers together. */
  overall: GuessLimit;
}

/** `overall-spent`: only who is known may still try. */
export type Verdict = 'granted' | 'caller-spent' | 'overall-spent';
