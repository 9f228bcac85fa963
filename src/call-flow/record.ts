import type { RingOutcome, Sealed } from './plan.js';

/** How a call ended, for people and statistics. Stable codes. */
export type CallOutcome =
  | 'connected'
  | 'abandoned'
  | 'number-unknown'
  | 'no-entry'
  | 'not-listed'
  | 'busy'
  | 'declined'
  | 'no-answer'
  | 'unreachable'
  | 'not-accepted'
  | 'not-available'
  | 'number-withheld'
  | 'too-many-attempts'
  /** The caller is on the switchboard's block list. */
  | 'refused'
  | 'ended-by-operator'
  | 'failed'
  /** A professional called from their direct line, and needed nobody else. */
  | 'served'
  | 'consent-given'
  | 'consent-refused'
  /** The line was answered, and there was neither a yes nor a no. */
  | 'consent-unconfirmed';

/**
 * Who called whom: a caller the switchboard; a professional the switchboard from their direct line, for their own
 * menu or to reach a caller; the switchboard a line, for its owner's consent. Calls missed by a professional, and
 * callers to call back, are to be found among the `inbound` ones only.
 */
export type CallKind = 'inbound' | 'professional' | 'consent';

/** One line of a call's story. Ids and published numbers only, never a private number. */
export interface TimelineEntry {
  /** Ms since the epoch. */
  at: number;
  /** What happened, in the past tense: `menu-said`, `key-pressed`, `ringing`, `joined`, ... */
  what: string;
  /** What it happened to or with: a key, a prompt's name, an id, an outcome. */
  detail?: string;
}

/** One INVITE to a carrier. */
export interface Attempt {
  /** Ms since the epoch. */
  at: number;
  trunkId: string;
  /** `given-up`: nobody waited for it any more. */
  outcome: RingOutcome | 'joined' | 'given-up';
  /** Q.850. */
  cause: number;
}

/** What is kept of a call afterwards. */
export interface CallRecord {
  callId: string;
  kind: CallKind;
  /** The published number that was dialled; null while it is not known to be one. */
  dialled: string | null;
  /** Null where the number was withheld, and where it is a professional's direct line. */
  callerToken: string | null;
  /** The caller showed no number. */
  withheld: boolean;
  /** The caller's number, sealed to this call: only where a professional was rung, who may want to call back. */
  sealedCaller: Sealed | null;
  startedAt: number;
  answeredAt: number | null;
  connectedAt: number | null;
  endedAt: number;
  outcome: CallOutcome;
  /** Q.850 cause of the caller's leg, in a consent call of the line's. */
  cause: number;
  categoryId: string | null;
  listingId: string | null;
  professionalId: string | null;
  /** The trunk it came by; null where a line was called, and where a phone of our own did. */
  arrivedBy: string | null;
  /** The trunk that it, or its last attempt, left by. */
  trunkId: string | null;
  attempts: Attempt[];
  timeline: TimelineEntry[];
}
