import type {
  CallingProfessional,
  Caller,
  ConsentAsk,
  Entry,
  Menu,
  NoConsent,
  NotReached,
  Offer,
  ProfessionalChange,
  RingingRules,
  Target,
} from './plan.js';
import type { Attempt, CallKind, CallOutcome, TimelineEntry } from './record.js';
import type { Language, Prompt } from './prompt.js';

/** What every call knows of itself. Ids and the published number only: this is kept where a restart finds it. */
export interface CallFacts {
  callId: string;
  kind: CallKind;
  /** The caller's leg, by the exchange's name for it; null for a line that we call, whose leg is named by the call. */
  leg: string | null;
  /** The published number that was dialled; null while it is not known to be one. */
  dialled: string | null;
  /** Null where the number is withheld. */
  caller: Caller | null;
  /** The trunk it came by; null for a phone of our own, and for a line that we call. */
  arrivedBy: string | null;
  language: Language;
  /** Said in place of the prompts of these names. */
  words: Record<string, Prompt>;
  startedAt: number;
  answeredAt: number | null;
  connectedAt: number | null;
  /** Null unless this call is to get somebody's consent. */
  consent: Consent | null;
  /** The professional who calls from their direct line, while they do as such. */
  self: string | null;
  /** The call began as a professional's own: its number is the direct line, and nothing of it is kept. */
  isFromOwnLine: boolean;
  /** The category the caller chose, if any. */
  intent: string | null;
  /** The last professional who was rung. */
  offer: Offer | null;
  /** Professionals reserved for this call now. */
  held: string[];
  /** Professionals already rung for this call, never rung again. */
  tried: string[];
  /** To carriers, the oldest first. */
  attempts: (Attempt & { offerId: string })[];
  /** Counts what was said, so that the end of an older saying is not taken for the newest one's. */
  sayings: number;
  timeline: TimelineEntry[];
}

/** What a consent call is about, and how far it has come. */
export interface Consent {
  ask: ConsentAsk;
  /** The question was said to its end: a yes counts only then. */
  isHeard: boolean;
  /** What it comes to if it ends now; `failed` once a yes was said, until it is recorded. */
  soFar: NoConsent;
}

/** The facts of a consent call. */
export interface ConsentFacts extends CallFacts {
  consent: Consent;
}

/** What a menu's caller brings along from state to state. */
export interface MenuVisit {
  menu: Menu;
  rules: RingingRules;
  /** Offered under key 0. */
  again: { listingId: string } | null;
  /** Wrong or missing entries so far. */
  failures: number;
  /** How often the menu was said. */
  asked: number;
}

/** A search for somebody to ring, over all its tries. */
export interface Search {
  target: Target;
  rules: RingingRules;
  /** The menu to return to; null for a dedicated number. */
  visit: MenuVisit | null;
  tries: number;
}

/** One professional's phone while it is rung. */
export interface Rung {
  offer: Offer;
  phase: 'dialled' | 'ringing' | 'whispering' | 'accepted' | 'over';
  /** Until when the callee may accept, in ms since the epoch; null before it answers. */
  acceptUntil: number | null;
  /** How often they were asked to accept. */
  asked: number;
}

interface In<Name extends string> {
  name: Name;
  facts: CallFacts;
}

/** A state with an end: when `deadline` (ms since the epoch) has passed, the runtime says so. */
interface Until<Name extends string> extends In<Name> {
  deadline: number;
}

/** A state in which something may be said to the caller: the saying's number while it is played. */
interface Saying<Name extends string> extends Until<Name> {
  saying: number | null;
}

export type New = In<'new'>;
/** It is looked up where the dialled number leads. */
export type Arriving = Until<'arriving'>;
/** The greeting and the menu; any key counts at once. */
export interface Choosing extends Saying<'choosing'> {
  visit: MenuVisit;
}
/** An extension is dialled, after a category was chosen or in the menu itself (`category` null). */
export interface Entering extends Saying<'entering'> {
  visit: MenuVisit;
  categoryId: string | null;
  digits: string;
}
/** Somebody to ring is looked for. */
export interface Searching extends Until<'searching'> {
  search: Search;
}
/** In the hands of the dialplan's Dial. */
export interface Ringing extends Until<'ringing'> {
  search: Search;
  rung: Rung[];
  /** When Dial must have come back (ms since the epoch). */
  ringUntil: number;
  /** Until when another trunk may be tried. */
  placeUntil: number;
}
/** Caller and callee talk. */
export interface Connected extends Until<'connected'> {
  longestMs: number;
}
/** Nobody was reached under the extension; the next professional is offered. */
export interface Offering extends Saying<'offering'> {
  search: Search;
  categoryId: string;
  /** What the caller was told: it stands, unless the offer is taken. */
  outcome: NotReached;
}
/** A line is called for its owner's consent. */
export interface Asking extends Until<'asking'> {
  facts: ConsentFacts;
  /** Until when another trunk may be tried. */
  placeUntil: number;
}
/** Who answered hears the question, and enters the one-time code. */
export interface Verifying extends Saying<'verifying'> {
  facts: ConsentFacts;
  tries: CodeTries;
  /** What is said, or was said last. */
  asks: 'question' | 'code';
  digits: string;
}
/** How often the code had to be asked for again, and how often of these because nothing was pressed. */
export interface CodeTries {
  again: number;
  silent: number;
}
/** The code was entered and is checked. */
export interface Checking extends Until<'checking'> {
  facts: ConsentFacts;
  tries: CodeTries;
}
/** The code was right; yes or no. */
export interface Confirming extends Saying<'confirming'> {
  facts: ConsentFacts;
  /** How often it was asked before. */
  asked: number;
  /** Keys count from then on (ms since the epoch). */
  opensAt: number;
}
/** The yes is recorded. The owner may hang up meanwhile: it was said. */
export interface Recording extends Until<'recording'> {
  facts: ConsentFacts;
  line: 'there' | 'hung-up' | 'gone';
}
/** The menu of a professional who calls from their direct line. */
export interface Serving extends Saying<'serving'> {
  own: OwnMenu;
  /** `withdrawal`: whether consent is really to be withdrawn. */
  asks: 'menu' | 'withdrawal';
}
export interface OwnMenu {
  professional: CallingProfessional;
  /** Where they go on as any caller. */
  entry: Entry & { kind: 'menu' };
  failures: number;
  asked: number;
}
/** What a professional has changed is being written. */
export interface Changing extends Until<'changing'> {
  own: OwnMenu;
  change: ProfessionalChange;
}
/** The goodbye, then the hang-up (`saying` null: sent). */
export interface Ending extends Saying<'ending'> {
  outcome: CallOutcome;
  cause: number;
}
export type Ended = In<'ended'>;

export type CallState =
  | New
  | Arriving
  | Choosing
  | Entering
  | Searching
  | Ringing
  | Connected
  | Offering
  | Asking
  | Verifying
  | Checking
  | Confirming
  | Recording
  | Serving
  | Changing
  | Ending
  | Ended;

/** Of a call that has not ended. */
export type Going = Exclude<CallState, Ended>;

export type StateName = CallState['name'];
