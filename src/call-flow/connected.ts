import { whom } from './about.js';
import type { CallEvent } from './event.js';
import { end, hangUp } from './ending.js';
import type { CallFacts, Connected } from './state.js';
import { before, DIAL_GRACE, note, release, stay, type Step } from './step.js';

/** Dial keeps the limit by its own clock, and events take their way: an end so near to it is the limit's (ms). */
const LIMIT_SLACK = 1_000;

/** Dial ends the conversation itself after `longestMs`; our deadline comes later, in case it did not. */
export function connect(facts: CallFacts, at: number, longestMs: number): Step {
  const noted = note(facts, at, 'joined', facts.offer ? whom(facts.offer) : undefined);
  const talking = { ...noted, connectedAt: at, answeredAt: facts.answeredAt ?? at };
  return stay({ name: 'connected', facts: talking, deadline: at + longestMs + DIAL_GRACE, longestMs });
}

/** Keys pressed in a conversation are the parties' own: they are neither read nor noted. */
export function whenConnected(state: Connected, event: CallEvent): Step {
  switch (event.type) {
    case 'ringing-ended':
      return partWays(state, event.at);
    case 'deadline-passed':
      return hangUp(note(state.facts, event.at, 'longest-call-reached'), event.at, 'connected');
    default:
      return stay(state);
  }
}

/** The callee is free from now on, whatever the caller still hears. */
function partWays(state: Connected, at: number): Step {
  const facts = { ...state.facts, held: [] };
  return before(release(state.facts.held, at), farewell({ ...state, facts }, at));
}

function farewell({ facts, longestMs }: Connected, at: number): Step {
  const spoke = at - (facts.connectedAt ?? at);
  if (spoke < longestMs - LIMIT_SLACK) return hangUp(note(facts, at, 'callee-hung-up'), at, 'connected');
  return end(note(facts, at, 'longest-call-reached'), at, ['longest-call-reached'], 'connected');
}
