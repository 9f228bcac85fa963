import type { Language, Prompt } from './prompt.js';

/** How the caller's time is spent while somebody is rung, and how long it all may take. */
export interface RingingRules {
  /** How long one professional is rung, in ms. */
  ringMs: number;
  /** What the caller hears meanwhile; never the callee's network. */
  callerHears: 'ringing' | 'music';
  /** Professionals tried for one request before the goodbye. */
  mostTries: number;
  /** Longest conversation, in ms. */
  longestMs: number;
}

/** One key of a menu: the caller's intent. */
export interface Choice {
  key: '1' | '2' | '3' | '4' | '5';
  categoryId: string;
  /** "For insurance, press 1." */
  prompt: Prompt;
  /** "Dial the extension, or press 0 or stay on the line for the next available ..." */
  invitation: Prompt;
}

/** A switchboard number's menu as the call flow uses it: validated, its words already made into prompts. */
export interface Menu {
  switchboardNumberId: string;
  greeting: Prompt;
  choices: Choice[];
  /** From the end of a prompt to the first key, in ms. */
  firstDigitMs: number;
  /** From one key of an extension to the next, in ms. */
  interDigitMs: number;
  /** Wrong or missing entries before the goodbye. */
  attempts: number;
}

/** Who is looked for. */
export type Target =
  | { kind: 'extension'; switchboardNumberId: string; extension: string }
  | { kind: 'listing'; listingId: string }
  | { kind: 'category'; categoryId: string };

/** What a dialled number leads to. */
export type Entry = {
  /** The published number in E.164, which the callee's phone displays. */
  number: string;
  language: Language;
  rules: RingingRules;
  /** Said in place of the prompts of these names: an operator's own words. */
  words: Record<string, Prompt>;
} & ({ kind: 'menu'; menu: Menu } | { kind: 'line'; target: Target });

/**
 * One professional whom this call may ring now, reserved for it until released.
 * Holds ids and prompts only: the direct line is opened where it is dialled.
 */
export interface Offer {
  offerId: string;
  professionalId: string;
  listingId: string;
  categoryId: string;
  trunkId: string;
  /** The callee must press 1 before being joined. */
  acceptance: boolean;
  /** Said to the callee before the key is asked for. */
  whisper: Prompt;
  language: Language;
}

/** Why nobody can be rung. `not-listed` is one answer for wrong, withdrawn and unlisted extensions alike. */
export type NoLineReason = 'not-listed' | 'busy' | 'not-available' | 'lookup-failed';

/** How ringing one professional ended, other than in a conversation. */
export type RingOutcome = 'busy' | 'declined' | 'no-answer' | 'unreachable' | 'not-accepted';

/** Why the professional who was asked for could not be had. */
export type NotReached = RingOutcome | 'not-available';
