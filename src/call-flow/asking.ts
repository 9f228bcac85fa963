import { close, hangUp } from './ending.js';
import type { CallEvent } from './event.js';
import type { ConsentAsk } from './plan.js';
import type { Asking, CallFacts } from './state.js';
import { before, note, stay, type Step } from './step.js';
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
    },
    commands: [{ type: 'call-line', ask }],
  };
}

export function whenAsking(state: Asking, event: CallEvent): Step {
  switch (event.type) {
    case 'line-answered':
      return answered(state, event.at);
    case 'line-not-reached':
      return close(
        note(state.facts, event.at, event.outcome, `cause ${event.cause}`),
        event.at,
        event.outcome,
        event.cause,
      );
    case 'command-failed':
      if (event.command !== 'call-line') return stay(state);
      return hangUp(note(state.facts, event.at, 'call-failed'), event.at, 'failed');
    case 'deadline-passed':
      return hangUp(note(state.facts, event.at, 'no-answer'), event.at, 'no-answer');
    default:
      return stay(state);
  }
}

function answered({ facts }: Asking, at: number): Step {
  const consent = { ...facts.consent, soFar: 'hung-up' } as const;
  const noted = { ...note(facts, at, 'line-answered'), answeredAt: at, consent };
  const { requestId } = facts.consent.ask;
  return before([{ type: 'begin-consent', requestId }], putQuestion(noted, at, { again: 0, silent: 0 }));
}
