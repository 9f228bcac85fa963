import { whenArriving, whenNew } from './arriving.js';
import { whenAsking } from './asking.js';
import { whenChanging } from './changing.js';
import { whenChecking } from './checking.js';
import { whenChoosing } from './choosing.js';
import { whenConfirming } from './confirming.js';
import { whenConnected } from './connected.js';
import { callerGone } from './caller-gone.js';
import { apologise, close, hangUp, whenEnding } from './ending.js';
import { whenEntering } from './entering.js';
import type { CallEvent } from './event.js';
import { whenOffering } from './offering.js';
import { whenRecording } from './recording.js';
import { hangUpCallee, whenRinging } from './ringing.js';
import { whenSearching } from './searching.js';
import { whenServing } from './serving.js';
import type { CallState } from './state.js';
import { before, note, release, stay, type Step } from './step.js';
import { takenOver } from './taking-over.js';
import { whenVerifying } from './verifying.js';

/** The state of a call of which nothing is known but that it is there. */
export function newCall(callId: string, startedAt: number): CallState {
  return {
    name: 'new',
    facts: {
      callId,
      kind: 'inbound',
      leg: null,
      dialled: null,
      caller: null,
      arrivedBy: null,
      language: 'en',
      words: {},
      startedAt,
      answeredAt: null,
      connectedAt: null,
      consent: null,
      self: null,
      isFromOwnLine: false,
      intent: null,
      offer: null,
      held: [],
      tried: [],
      attempts: [],
      sayings: 0,
      timeline: [],
    },
  };
}

/** What a call does next. Pure: no clock, no chance, nothing outside. */
export function advance(state: CallState, event: CallEvent): Step {
  return withListeners(state, anywhere(state, event) ?? inState(state, event));
}

/** What happens alike in every state. */
function anywhere(state: CallState, event: CallEvent): Step | null {
  // Reserved for a call that no longer waits for it (it came late, or twice): give it back.
  if (event.type === 'line-found' && state.name !== 'searching') {
    const found = event.offers.map((offer) => offer.professionalId);
    return { state, commands: release(found.filter((id) => !state.facts.held.includes(id))) };
  }
  if (state.name === 'ended') return stay(state);
  if (event.type === 'taken-over') return takenOver(state, event.caller, event.at);
  // Picked up for a call that no longer rings: nobody else would ever tell them.
  if (event.type === 'callee-answered' && state.name !== 'ringing') {
    return { state, commands: [{ type: 'hang-up-callee', offerId: event.offerId }] };
  }
  // A yes that is being recorded is waited for, whoever hangs up.
  if (state.name === 'recording') return null;
  if (event.type === 'caller-hung-up') return callerGone(state, event.at, event.cause);
  if (state.name === 'ending') return null;
  if (event.type === 'hang-up-requested') return byOperator(state, event.at);
  if (event.type === 'service-stopping') return letGo(state, event.at);
  if (event.type === 'prompts-failed' && 'saying' in state && event.sayingId === state.saying) {
    // In the catalogue's words: the operator's may be those that are lost.
    const facts = { ...note(state.facts, event.at, 'prompt-missing', event.prompt), words: {} };
    return apologise(facts, event.at);
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
    case 'asking':
      return whenAsking(state, event);
    case 'verifying':
      return whenVerifying(state, event);
    case 'checking':
      return whenChecking(state, event);
    case 'confirming':
      return whenConfirming(state, event);
    case 'recording':
      return whenRecording(state, event);
    case 'serving':
      return whenServing(state, event);
    case 'changing':
      return whenChanging(state, event);
    case 'ending':
      return whenEnding(state, event);
    case 'ended':
      return stay(state);
    default:
      return state satisfies never;
  }
}

/** Joined legs are Asterisk's and go on; who is still spoken to would be left in silence, and is hung up. */
function letGo({ name, facts }: CallState, at: number): Step {
  const noted = note(facts, at, 'service-stopped');
  return name === 'connected' ? close(noted, at, 'connected', 16) : hangUp(noted, at, 'failed');
}

function byOperator({ facts }: CallState, at: number): Step {
  const outcome = facts.connectedAt === null ? 'ended-by-operator' : 'connected';
  return hangUp(note(facts, at, 'ended-by-operator'), at, outcome);
}

/**
 * A callee who listens to the whisper is in a Gosub of the caller's Dial, which notices nothing
 * meanwhile: whoever still listens when ringing is over is hung up by us.
 */
function withListeners(state: CallState, step: Step): Step {
  if (state.name !== 'ringing' || step.state.name === 'ringing' || step.state.name === 'connected') {
    return step;
  }
  const listening = state.rung.filter(({ phase }) => phase === 'whispering' || phase === 'accepted');
  return before(listening.map(hangUpCallee), step);
}
