import { whenArriving, whenNew } from './arriving.js';
import { whenChoosing } from './choosing.js';
import { whenConnected } from './connected.js';
import { close, end, hangUp, whenEnding } from './ending.js';
import { whenEntering } from './entering.js';
import type { CallEvent } from './event.js';
import { whenOffering } from './offering.js';
import { hangUpCallee, whenRinging } from './ringing.js';
import { whenSearching } from './searching.js';
import type { CallState } from './state.js';
import { note, stay, type Step } from './step.js';

/** The state of a call of which nothing is known but that it is there. */
export function newCall(callId: string, dialled: string, startedAt: number): CallState {
  return {
    name: 'new',
    facts: {
      callId,
      dialled,
      language: 'en',
      startedAt,
      answeredAt: null,
      connectedAt: null,
      intent: null,
      offer: null,
      held: [],
      sayings: 0,
      timeline: [],
    },
  };
}

/** What a call does next. Pure: no clock, no chance, nothing outside. */
export function advance(state: CallState, event: CallEvent): Step {
  return anywhere(state, event) ?? inState(state, event);
}

/** What happens alike in every state. */
function anywhere(state: CallState, event: CallEvent): Step | null {
  // Reserved for a call that no longer waits for it (it came late, or twice): give it back.
  if (event.type === 'line-found' && state.name !== 'searching') {
    const professionalIds = event.offers
      .map((offer) => offer.professionalId)
      .filter((id) => !state.facts.held.includes(id));
    const commands =
      professionalIds.length > 0 ? [{ type: 'release', professionalIds, spokeUntil: null } as const] : [];
    return { state, commands };
  }
  if (state.name === 'ended') return stay(state);
  if (event.type === 'caller-hung-up') return callerGone(state, event.at, event.cause);
  if (state.name === 'ending') return null;
  if (event.type === 'hang-up-requested') return withCallees(state, byOperator(state, event.at));
  if (event.type === 'prompts-failed' && 'saying' in state && event.sayingId === state.saying) {
    return end(note(state.facts, event.at, 'prompt-missing', event.prompt), event.at, ['apology'], 'failed');
  }
  return null;
}

function inState(state: CallState, event: CallEvent): Step {
  switch (state.name) {
    case 'new':
      return whenNew(state, event);
    case 'arriving':
      return whenArriving(state, event);
    case 'choosing':
      return whenChoosing(state, event);
    case 'entering':
      return whenEntering(state, event);
    case 'searching':
      return whenSearching(state, event);
    case 'ringing':
      return whenRinging(state, event);
    case 'connected':
      return whenConnected(state, event);
    case 'offering':
      return whenOffering(state, event);
    case 'ending':
      return whenEnding(state, event);
    case 'ended':
      return stay(state);
    default:
      return state satisfies never;
  }
}

function callerGone(state: Exclude<CallState, { name: 'ended' }>, at: number, cause: number): Step {
  if (state.name === 'ending') return close(state.facts, at, state.outcome, state.cause);
  const outcome = state.facts.connectedAt === null ? 'abandoned' : 'connected';
  return withCallees(state, close(note(state.facts, at, 'caller-hung-up'), at, outcome, cause));
}

function byOperator(state: CallState, at: number): Step {
  const noted = note(state.facts, at, 'ended-by-operator');
  return hangUp(noted, at, state.facts.connectedAt === null ? 'ended-by-operator' : 'connected');
}

/**
 * A callee who listens to the whisper is in a Gosub of the caller's Dial, which notices nothing
 * meanwhile: it is hung up by us.
 */
function withCallees(state: CallState, step: Step): Step {
  if (state.name !== 'ringing') return step;
  const listening = state.rung.filter(({ phase }) => phase === 'whispering' || phase === 'accepted');
  return { ...step, commands: [...listening.map(hangUpCallee), ...step.commands] };
}
