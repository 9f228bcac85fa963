import type { Menu, Offer, RingOutcome, RingingRules, Target } from './plan.js';
import type { CallOutcome, TimelineEntry } from './record.js';
import type { Language } from './prompt.js';

/** What every call knows of itself. Ids and the published number only: this is kept where a restart finds it. */
export interface CallFacts {
  callId: string;
  /** The published number that was dialled. */
  dialled: string;
  language: Language;
  startedAt: number;
  answeredAt: number | null;
  connectedAt: number | null;
  /** Counts what was said, so that the end of an older saying is not taken for the newest one's. */
  sayings: number;
  timeline: TimelineEntry[];
}

/** What a menu's caller brings along from state to state. */
export interface MenuVisit {
  menu: Menu;
  rules: RingingRules;
  /** Wrong or missing entries so far. */
  failures: number;
}

/** A search for somebody to ring, over all its tries. */
export interface Search {
  target: Target;
  rules: RingingRules;
  /** The menu to return to; null for a dedicated number. */
  visit: MenuVisit | null;
  /** Professionals already rung for this call, never rung again. */
  tried: string[];
  tries: number;
  lastOutcome: RingOutcome | null;
}

/** One professional's phone while it is rung. */
export interface RungOffer {
  offer: Offer;
  phase: 'ringing' | 'whispering' | 'accepted' | 'over';
  /** Until when the callee may accept, in ms since the epoch. */
  acceptUntil: number | null;
  outcome: RingOutcome | null;
}

/** Every state but `ended` has a deadline, in ms since the epoch. `saying` is the id of the prompts now played. */
export type CallState = { facts: CallFacts } & (
  | { name: 'new' }
  | { name: 'arriving'; deadline: number }
  | { name: 'choosing'; deadline: number; visit: MenuVisit; saying: number | null }
  | {
      name: 'entering';
      deadline: number;
      visit: MenuVisit;
      saying: number | null;
      /** The category chosen before; null when the extension was dialled in the menu itself. */
      categoryId: string | null;
      digits: string;
    }
  | { name: 'searching'; deadline: number; search: Search }
  | { name: 'ringing'; deadline: number; search: Search; rung: RungOffer[] }
  | { name: 'connected'; deadline: number; offer: Offer }
  | { name: 'offering'; deadline: number; search: Search; saying: number | null }
  | { name: 'ending'; deadline: number; outcome: CallOutcome; cause: number; saying: number | null; offer: Offer | null }
  | { name: 'ended' }
);

export type StateName = CallState['name'];
