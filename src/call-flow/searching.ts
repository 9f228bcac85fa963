import { askMenu, failEntry } from './choosing.js';
import { end } from './ending.js';
import type { CallEvent } from './event.js';
import { offerNext } from './offering.js';
import type { NoLineReason, RingOutcome } from './plan.js';
import { ring } from './ringing.js';
import type { CallFacts, Search, Searching } from './state.js';
import { LONGEST_LOOKUP, note, stay, type Step } from './step.js';

export function search(facts: CallFacts, at: number, search: Search): Step {
  return {
    state: { name: 'searching', facts, deadline: at + LONGEST_LOOKUP, search },
    commands: [{ type: 'find-line', target: search.target, except: search.tried }],
  };
}

export function whenSearching(state: Searching, event: CallEvent): Step {
  switch (event.type) {
    case 'line-found':
      return ring(state.facts, event.at, state.search, event.offers);
    case 'no-line':
      return nobody(state, event.reason, event.categoryId ?? null, event.at);
    case 'deadline-passed':
      return end(state.facts, event.at, ['apology'], 'failed');
    default:
      return stay(state);
  }
}

function nobody(
  { facts, search }: Searching,
  reason: NoLineReason,
  categoryId: string | null,
  at: number,
): Step {
  const noted = note(facts, at, 'nobody-found', reason);
  if (reason === 'lookup-failed') return end(noted, at, ['apology'], 'failed');
  if (search.target.kind === 'category')
    return end(noted, at, ['nobody-available', 'goodbye'], 'not-available');
  if (reason !== 'not-listed') return notReached(noted, at, search, reason, categoryId);
  if (search.visit) return failEntry(noted, at, search.visit, 'extension-not-listed', askMenu);
  return end(noted, at, ['number-unknown'], 'not-listed');
}

/** After one try failed: the next of the category, an offer of somebody else, or the goodbye that fits. */
export function notReached(
  facts: CallFacts,
  at: number,
  sought: Search,
  outcome: RingOutcome | 'not-available',
  categoryId: string | null,
): Step {
  const isHunt = sought.target.kind === 'category';
  if (isHunt && sought.tries < sought.rules.mostTries) return search(facts, at, sought);
  if (!isHunt && sought.visit && categoryId) return offerNext(facts, at, sought, outcome, categoryId);
  return end(facts, at, [`line-${outcome}`, 'goodbye'], outcome);
}
