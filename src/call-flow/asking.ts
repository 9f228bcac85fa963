import { attempted, dialled, lostTrunks, notCalled } from './attempts.js';
import { close, hangUp } from './ending.js';
import type { CallEvent } from './event.js';
import type { ConsentAsk, RingOutcome } from './plan.js';
import type { Asking, CallFacts } from './state.js';
import { before, LONGEST_PLACING, note, stay, type Step } from './step.js';
import { putQuestion } from './verifying.js';

/** No network lets a phone ring longer (ms). */
const LONGEST_RINGING = 60_000;

/** Calls a line for its owner's consent. */
export function askOnLine(facts: CallFacts, at: number, ask: ConsentAsk): Step {
  const consent = { ask, isHeard: false, soFar: 'not-reached' } as const;
  const noted = note(facts, at, 'line-called', ask.professionalId);
  return {
    state: {
      name: 'asking',
      facts: { ...noted, kind: 'consent', language: ask.language, consent },
      deadline: at + LONGEST_RINGING,
      placeUntil: at + LONGEST_PLACING,
    },
    commands: [{ type: 'call-line', ask, without: [] }],
  };
}

export function whenAsking(state: Asking, event: CallEvent): Step {
  switch (event.type) {
    case 'line-dialled':
      return stay({ ...state, facts: dialled(state.facts, event, state.facts.consent.ask.professionalId) });
    case 'line-not-called':
      return stay({ ...state, facts: notCalled(state.facts, event, state.facts.consent.ask.professionalId) });
    case 'line-answered':
      return answered(state, event.at);
    case 'line-not-reached':
      return notReached(state, event.outcome, event.cause, event.at);
    case 'command-failed':
      if (event.command !== 'call-line') return stay(state);
      return hangUp(note(state.facts, event.at, 'call-failed'), event.at, 'failed');
    case 'deadline-passed':
      return hangUp(note(state.facts, event.at, 'no-answer'), event.at, 'no-answer');
    default:
      return stay(state);
  }
}

function notReached(state: Asking, outcome: RingOutcome, cause: number, at: number): Step {
  const { callId, consent } = state.facts;
  const noted = note(state.facts, at, outcome, `cause ${cause}`);
  const facts = attempted(noted, callId, outcome, cause);
  if (outcome !== 'trunk-failed') return close(facts, at, outcome, cause);
  if (at >= state.placeUntil || facts.attempts.at(-1)?.outcome !== 'trunk-failed')
    return close(facts, at, 'unreachable', cause);
  const without = lostTrunks(facts, callId);
  return { state: { ...state, facts }, commands: [{ type: 'call-line', ask: consent.ask, without }] };
}

function answered({ facts }: Asking, at: number): Step {
  const consent = { ...facts.consent, soFar: 'hung-up' } as const;
  const reached = attempted(facts, facts.callId, 'joined', 0);
  const noted = { ...note(reached, at, 'line-answered'), answeredAt: at, consent };
  const { requestId } = facts.consent.ask;
  return before([{ type: 'begin-consent', requestId }], putQuestion(noted, at, { again: 0, silent: 0 }));
}
