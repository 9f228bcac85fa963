import { confirm } from './confirming.js';
import { apologise, end } from './ending.js';
import type { CallEvent } from './event.js';
import type { CodeCheck } from './plan.js';
import type { Checking, Verifying } from './state.js';
import { LONGEST_LOOKUP, note, stay, type Step } from './step.js';
import { askAgain } from './verifying.js';

/** From here on nobody but whoever checks it knows the code. */
export function check({ facts, tries }: Verifying, code: string, at: number): Step {
  const { requestId } = facts.consent.ask;
  return {
    state: {
      name: 'checking',
      facts: note(facts, at, 'code-entered'),
      deadline: at + LONGEST_LOOKUP,
      tries,
    },
    commands: [{ type: 'check-consent-code', requestId, code }],
  };
}

export function whenChecking(state: Checking, event: CallEvent): Step {
  switch (event.type) {
    case 'consent-code-checked':
      return checked(state, event.result, event.at);
    case 'consent-not-recorded':
    case 'deadline-passed':
      return apologise(note(state.facts, event.at, 'check-failed'), event.at);
    default:
      return stay(state);
  }
}

function checked(state: Checking, result: CodeCheck, at: number): Step {
  const soFar = result === 'right' ? 'hung-up' : 'code-wrong';
  const noted = note(state.facts, at, `code-${result}`);
  const facts = { ...noted, consent: { ...noted.consent, soFar } as const };
  if (result === 'right') return confirm(facts, at);
  if (result === 'wrong') return askAgain({ ...state, facts }, at, 'consent-code-wrong');
  return end(facts, at, ['consent-code-spent'], 'consent-unconfirmed');
}
