import type {
  Caller,
  CodeCheck,
  ConsentAsk,
  Entry,
  NoLineReason,
  NotCalled,
  Offer,
  ProfessionalChange,
  RingOutcome,
} from './plan.js';

/** A telephone key (RFC 4733 events 0-11). */
export type Key = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '*' | '#';

/** How a call comes in. */
export interface Arrival {
  /** The caller's leg, by the exchange's name for it. */
  leg: string;
  /** As the carrier sent it. */
  dialled: string;
  /** Null where the number is withheld. */
  caller: Caller | null;
  /** Null where a phone of our own calls. */
  trunkId: string | null;
}

/** Where the caller's leg is found: with us, in the hands of Dial, in a conversation, or nowhere any more. */
export type Whereabouts = 'waiting' | 'handed-over' | 'joined' | 'gone';

/** What happened to a call. Facts only; `at` is in ms since the epoch and comes from outside. */
export type CallEvent = { at: number } & (
  | ({ type: 'call-arrived'; callId: string } & Arrival)
  /** We are to call a line ourselves. */
  | { type: 'consent-call-asked'; callId: string; ask: ConsentAsk }
  | { type: 'number-found'; entry: Entry }
  | { type: 'number-unknown' }
  | { type: 'number-lookup-failed' }
  | { type: 'line-found'; offers: Offer[] }
  | { type: 'no-line'; reason: NoLineReason; categoryId?: string }
  | { type: 'prompts-finished'; sayingId: number }
  /** A prompt has no file, or Asterisk could not play it. */
  | { type: 'prompts-failed'; sayingId: number; prompt: string }
  | { type: 'key-pressed'; key: Key }
  /** The INVITE is on its way to this carrier; in a consent call it is the call's only one. */
  | { type: 'line-dialled'; offerId: string; trunkId: string }
  /** No INVITE was sent. What follows from it is told besides. */
  | { type: 'line-not-called'; offerId: string; reason: NotCalled }
  | { type: 'callee-rang'; offerId: string }
  | { type: 'callee-answered'; offerId: string }
  | { type: 'callee-key-pressed'; offerId: string; key: Key }
  | { type: 'callee-left'; offerId: string; outcome: RingOutcome; cause: number }
  | { type: 'legs-joined' }
  | { type: 'ringing-ended'; outcome: RingOutcome | 'answered'; cause: number }
  /** Of a consent call: the line that was called. From then on its keys and its hang-up are the caller's. */
  | { type: 'line-answered' }
  | { type: 'line-not-reached'; outcome: RingOutcome; cause: number }
  | { type: 'consent-code-checked'; result: CodeCheck }
  | { type: 'consent-recorded' }
  | { type: 'consent-not-recorded' }
  | { type: 'professional-changed'; change: ProfessionalChange }
  | { type: 'professional-not-changed'; change: ProfessionalChange }
  | { type: 'caller-hung-up'; cause: number }
  | { type: 'hang-up-requested' }
  /** A process that is gone steered the call until now. Answers and keys of the time between were heard by nobody. */
  | { type: 'taken-over'; caller: Whereabouts }
  /** Nobody will steer the call from now on. */
  | { type: 'service-stopping' }
  | { type: 'command-failed'; command: string; reason: string }
  | { type: 'deadline-passed' }
);

export type CallEventType = CallEvent['type'];
