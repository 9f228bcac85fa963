import { apologise, close, end, hungUp } from './ending.js';
import type { CallEvent } from './event.js';
import type { CallOutcome } from './record.js';
import type { ConsentFacts, Recording } from './state.js';
import { LONGEST_LOOKUP, note, stay, type Step } from './step.js';

/** Q.850: normal clearing. */
const NORMAL = 16;

export function record({ consent, ...facts }: ConsentFacts, at: number): Step {
  const said = { ...facts, consent: { ...consent, soFar: 'failed' } as const };
  return {
    state: { name: 'recording', facts: said, deadline: at + LONGEST_LOOKUP, line: 'there' },
    commands: [{ type: 'record-consent', requestId: consent.ask.requestId }],
  };
}

/** The call ends when it is known whether the yes was recorded, and is let go before, if it must be. */
export function whenRecording(state: Recording, event: CallEvent): Step {
  switch (event.type) {
    case 'consent-recorded':
      return given(state, event.at);
    case 'consent-not-recorded':
    case 'deadline-passed':
      return failed(state, event.at);
    case 'caller-hung-up':
      return gone(state, event.at);
    case 'hang-up-requested':
      return letGo(state, event.at, 'ended-by-operator');
    case 'service-stopping':
      return letGo(state, event.at, 'service-stopped');
    default:
      return stay(state);
  }
}

function given({ facts, line }: Recording, at: number): Step {
  const noted = note(facts, at, 'consent-recorded');
  if (line !== 'there') return leave(noted, at, line, 'consent-given');
  return end(noted, at, ['consent-recorded'], 'consent-given');
}

function failed({ facts, line }: Recording, at: number): Step {
  const noted = note(facts, at, 'consent-not-recorded');
  return line === 'there' ? apologise(noted, at) : leave(noted, at, line, 'failed');
}

const leave = (facts: ConsentFacts, at: number, line: 'hung-up' | 'gone', outcome: CallOutcome): Step =>
  line === 'gone' ? close(facts, at, outcome, NORMAL) : hungUp(facts, at, outcome);

function gone(state: Recording, at: number): Step {
  if (state.line === 'gone') return stay(state);
  return stay({ ...state, facts: note(state.facts, at, 'caller-hung-up'), line: 'gone' });
}

function letGo(state: Recording, at: number, why: string): Step {
  if (state.line !== 'there') return stay(state);
  return {
    state: { ...state, facts: note(state.facts, at, why), line: 'hung-up' },
    commands: [{ type: 'hang-up', cause: NORMAL }],
  };
}
