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

/** Something sealed by the vault: as good as nothing without its key, so it may be kept and passed around. */
export interface Sealed {
  keyId: string;
  /** Base64. */
  ciphertext: string;
}

/** What is known of who calls: keyed tokens and a seal, never the number. */
export interface Caller {
  /** Equal for equal numbers. */
  token: string;
  /** The same number as the index of direct lines has it, which is keyed apart. */
  line: string;
  /** The number itself, sealed to this call. */
  sealed: Sealed;
}

/** Who is looked for. */
export type Target =
  | { kind: 'extension'; switchboardNumberId: string; extension: string }
  | { kind: 'listing'; listingId: string }
  | { kind: 'category'; categoryId: string }
  /** Whoever last tried to reach this professional, who now calls back. */
  | { kind: 'last-caller'; professionalId: string }
  /** The other party of a session; `from` is which of the two calls. */
  | { kind: 'session'; sessionId: string; from: 'caller' | 'professional' };

/** The professional who calls the switchboard from their own direct line. */
export interface CallingProfessional {
  professionalId: string;
  language: Language;
  away: boolean;
  /** Calls that did not reach them, lately. */
  missed: number;
  /** There is a caller to call back. */
  canCallBack: boolean;
  /** There is a consent to withdraw. */
  consented: boolean;
}

/** What a dialled number leads to. */
export type Entry = {
  /** The published number in E.164, which the callee's phone displays. */
  number: string;
  language: Language;
  rules: RingingRules;
  /** Said in place of the prompts of these names: an operator's own words. */
  words: Record<string, Prompt>;
  /** The caller calls from a professional's direct line: nothing of the number is kept. */
  isFromOwnLine?: boolean;
} & (
  | {
      kind: 'menu';
      menu: Menu;
      /** Whom this caller last spoke with, lately enough to be offered again. */
      again: { listingId: string } | null;
      professional: CallingProfessional | null;
    }
  | { kind: 'line'; target: Target }
  /** This caller is on the switchboard's block list. */
  | { kind: 'refused' }
);

/** Whose phone an offer rings: the professional's direct line, or, when they call back, their caller's. */
export type Callee =
  | {
      kind: 'line';
      /** The row of the line that its owner said yes on: another one is not rung. */
      lineId: string;
    }
  | {
      kind: 'caller';
      /** What the seal is bound to: a call's id, or a session's. */
      sealedTo: string;
      sealed: Sealed;
      /** The published number that the caller knows: their phone displays it. */
      presented: string;
    };

/**
 * One professional whom this call may ring now, reserved for it until released.
 * Holds ids and prompts only: the direct line is opened where it is dialled.
 */
export interface Offer {
  offerId: string;
  professionalId: string;
  listingId: string;
  categoryId: string;
  /** The callee must press 1 before being joined. */
  acceptance: boolean;
  /** Said to the callee before the key is asked for. */
  whisper: Prompt;
  language: Language;
  callee: Callee;
}

/** A line to be called for its owner's consent. */
export interface ConsentAsk {
  requestId: string;
  professionalId: string;
  /** The row of the line that is to be asked: one that was set since is not. */
  lineId: string;
  listingId: string;
  categoryId: string;
  /** The published number that the line's phone displays. */
  presented: string;
  language: Language;
  /** Who wants to list this line, and as what. */
  question: Prompt;
}

/** What a professional may change by phone. */
export type ProfessionalChange = 'away' | 'available' | 'withdraw-consent';

/** `spent`: it was used, has expired, or was tried too often. */
export type CodeCheck = 'right' | 'wrong' | 'spent';

/**
 * How a consent call ended without a yes. `not-reached`: nobody answered; `no-answer-given`: whoever did was asked
 * often enough, and pressed nothing, as machines do, or nothing that answers; `hung-up`: the call ended before that.
 */
export type NoConsent = 'refused' | 'code-wrong' | 'not-reached' | 'no-answer-given' | 'hung-up' | 'failed';

/** Why nobody can be rung. `not-listed` is one answer for wrong, withdrawn and unlisted extensions alike. */
export type NoLineReason =
  'not-listed' | 'busy' | 'not-available' | 'lookup-failed' | 'number-withheld' | 'too-many-attempts';

/**
 * How ringing one professional ended, other than in a conversation. `trunk-failed`: the carrier did not do its part,
 * and another one may; `unreachable`: no carrier would.
 */
export type RingOutcome = 'busy' | 'declined' | 'no-answer' | 'unreachable' | 'not-accepted' | 'trunk-failed';

/** Why a number was not called: of what kind it is, what the calling policy says of it, or no trunk takes the call. */
export type NotCalled =
  | 'no-such-number'
  | 'costly-number'
  | 'not-allowed'
  | 'policy-unknown'
  | 'professional-too-often'
  | 'too-many-calls'
  | 'no-trunk';

/** Why the professional who was asked for could not be had. */
export type NotReached = Exclude<RingOutcome, 'trunk-failed'> | 'not-available' | 'number-withheld';
