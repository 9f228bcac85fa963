import { close } from './ending.js';
import type { CallOutcome } from './record.js';
import type { Going } from './state.js';
import { note, type Step } from './step.js';

export function callerGone(state: Going, at: number, cause: number): Step {
  // We hung up ourselves: this is how it is confirmed.
  if (state.name === 'ending' && state.saying === null) {
    return close(state.facts, at, state.outcome, state.cause);
  }
  return close(note(state.facts, at, 'caller-hung-up'), at, outcomeSoFar(state), cause);
}

/** Whoever was told how the call ends has not abandoned it by hanging up. */
function outcomeSoFar(state: Going): CallOutcome {
  const { name, facts } = state;
  if (name === 'offering' || name === 'ending') return state.outcome;
  if (name === 'asking') return 'unreachable';
  if (name === 'serving' || name === 'changing') return 'served';
  if (facts.consent) return 'consent-unconfirmed';
  return facts.connectedAt === null ? 'abandoned' : 'connected';
}
