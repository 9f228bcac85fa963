import type { CallEvent } from './event.js';
import { end, hangUp } from './ending.js';
import type { CallFacts, Connected } from './state.js';
import { DIAL_GRACE, note, stay, type Step } from './step.js';

/** Dial ends the conversation itself after `longestMs`; our deadline comes later, in case it did not. */
export function connect(facts: CallFacts, at: number, longestMs: number): Step {
  const noted = note(facts, at, 'joined', facts.offer?.professionalId);
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

function partWays({ facts, longestMs }: Connected, at: number): Step {
  const spoke = at - (facts.connectedAt ?? at);
  if (spoke < longestMs) return hangUp(note(facts, at, 'callee-hung-up'), at, 'connected');
  return end(note(facts, at, 'longest-call-reached'), at, ['longest-call-reached'], 'connected');
}
