/** One attempt at an extension, counted until it turns out to be right. */
export interface Guess {
  id: string;
  /** The caller's token, or `WITHHELD`. */
  caller: string;
  /** In ms since the epoch. */
  at: number;
}

/** Callers without a number share one budget. No token looks like this. */
export const WITHHELD = 'withheld';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** The most wrong extensions in any hour and in any day. */
export interface GuessLimit {
  hour: number;
  day: number;
}

export interface GuessLimits {
  /** Of one caller. */
  caller: GuessLimit;
  /** Of all callers together. */
  overall: GuessLimit;
}

/** `overall-spent`: only who is known may still try. */
export type Verdict = 'granted' | 'caller-spent' | 'overall-spent';
