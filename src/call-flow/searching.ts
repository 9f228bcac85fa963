import { failEntry } from './choosing.js';
import { apologise, end } from './ending.js';
import type { CallEvent } from './event.js';
import { offerNext } from './offering.js';
import type { NoLineReason, NotReached, Offer, Target } from './plan.js';
import { ring } from './ringing.js';
import type { CallFacts, Search, Searching } from './state.js';
import { before, LONGEST_LOOKUP, note, release, stay, type Step } from './step.js';

export function search(facts: CallFacts, at: number, search: Search): Step {
  const noted = note(facts, at, 'looked-for', sought(search.target));
  return {
    state: { name: 'searching', facts: noted, deadline: at + LONGEST_LOOKUP, search },
    commands: [{ type: 'find-line', target: search.target, except: facts.tried, caller: facts.caller }],
  };
}

function sought(target: Target): string {
  switch (target.kind) {
    case 'extension':
      return target.extension;
    case 'listing':
      return target.listingId;
    case 'category':
      return target.categoryId;
    case 'last-caller':
      return 'the last caller';
    case 'session':
      return target.sessionId;
    default:
      return target satisfies never;
  }
}

export function whenSearching(state: Searching, event: CallEvent): Step {
  switch (event.type) {
    case 'line-found':
      return found(state, event.offers, event.at);
    case 'no-line':
      return nobody(state, event.reason, event.categoryId ?? null, event.at);
    case 'deadline-passed':
      return nobody(state, 'lookup-failed', null, event.at);
    default:
      return stay(state);
  }
}

/** Nobody is rung twice, whatever the answer says. */
function found(state: Searching, offers: Offer[], at: number): Step {
  const { facts, search } = state;
  const fresh = offers.filter(({ professionalId }) => !facts.tried.includes(professionalId));
  const others = offers.filter((offer) => !fresh.includes(offer)).map((offer) => offer.professionalId);
  const next =
    fresh.length > 0
      ? ring(facts, at, search, fresh)
      : nobody(state, 'not-available', offers[0]?.categoryId ?? null, at);
  return before(release(others), next);
}

function nobody(
  { facts, search }: Searching,
  reason: NoLineReason,
  categoryId: string | null,
  at: number,
): Step {
  const noted = note(facts, at, 'nobody-found', reason);
  if (reason === 'lookup-failed') return apologise(noted, at);
  if (reason === 'too-many-attempts') return tooMany(noted, at, search.target);
  if (search.target.kind === 'category') return nobodyLeft(noted, at);
  if (search.target.kind === 'last-caller' && reason !== 'busy') return nobodyToCall(noted, at);
  if (reason !== 'not-listed') return notReached(noted, at, search, reason, categoryId);
  return notListed(noted, at, search);
}

function notListed(facts: CallFacts, at: number, { target, visit }: Search): Step {
  if (!visit) return end(facts, at, ['number-unknown'], 'not-listed');
  if (target.kind === 'extension') return failEntry(facts, at, visit, 'extension-not-listed');
  // Whom they spoke with before is not listed any more.
  return failEntry(facts, at, { ...visit, again: null }, 'line-not-available');
}

/** In the words of a menu's last attempt: whether the extension exists is not to be heard. */
function tooMany(facts: CallFacts, at: number, { kind }: Target): Step {
  const problem = kind === 'extension' ? ['extension-not-listed'] : [];
  return end(facts, at, [...problem, 'goodbye-too-many-attempts'], 'too-many-attempts');
}

/** After one try failed: the next of the category, an offer of somebody else, or the goodbye that fits. */
export function notReached(
  facts: CallFacts,
  at: number,
  sought: Search,
  outcome: NotReached,
  categoryId: string | null,
): Step {
  if (sought.target.kind === 'category') {
    return sought.tries < sought.rules.mostTries ? search(facts, at, sought) : nobodyLeft(facts, at);
  }
  if (sought.visit && categoryId) return offerNext(facts, at, sought, outcome, categoryId);
  return end(facts, at, [`line-${outcome}`, 'goodbye'], outcome);
}

const nobodyToCall = (facts: CallFacts, at: number): Step =>
  end(facts, at, ['professional-nobody-to-call', 'goodbye'], 'not-available');

/** Who asked for anybody of a category is not told about one line. */
const nobodyLeft = (facts: CallFacts, at: number): Step =>
  end(facts, at, ['nobody-available', 'goodbye'], 'not-available');
