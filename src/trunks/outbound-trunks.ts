import type { NotCalled } from '../call-flow/plan.js';
import type { PrivateNumber } from '../common/private-number.js';

/** A number to be called. */
export interface Wish {
  /** Names the attempt: an offer's id, or a consent call's. */
  attemptId: string;
  number: PrivateNumber;
  /** The published number that the phone is to display, in E.164. */
  presented: string;
  /** Who is rung, or asked for consent; null: a caller who is called back. */
  professionalId: string | null;
  /** Trunks that failed already. */
  without: string[];
}

/** How it is called. */
export interface Way {
  trunkId: string;
  /** The number as this carrier wants it: private, as it was before. */
  user: string;
  /** What this carrier is told to display. */
  presented: string;
}

/** Which carrier a call leaves by. */
export abstract class OutboundTrunks {
  /** Takes a place on the trunk until it is given back; or says why the number is not called. Never rejects. */
  abstract take(wish: Wish): Promise<Way | { refused: NotCalled }>;
  /** Of a call that was taken over: it keeps its place on the trunk, whatever the limits are. */
  abstract hold(attemptId: string, trunkId: string): void;
  /** The carrier did its part, or did not; told once an attempt, as soon as it is known. */
  abstract tell(attemptId: string, did: 'its-part' | 'fail'): void;
  /** The attempt, or the call that came of it, is over. Repeating it does nothing. */
  abstract giveBack(attemptId: string): void;
}
