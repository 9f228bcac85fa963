import { end, unanswered } from './ending.js';
import type { CallEvent, Key } from './event.js';
import type { Prompt } from './prompt.js';
import { record } from './recording.js';
import type { Confirming, ConsentFacts } from './state.js';
import { hushed, LONGEST_SAYING, note, say, stay, type Step } from './step.js';

const MOST_ASKED = 3;
const FIRST_KEY = 10_000;
/** Who types a digit too many, or one twice, has not said yes with it (ms). */
const SLIP = 1_000;

/** Asks for yes or no. Who has not heard the question to its end hears it now, and no key counts before. */
export function confirm(facts: ConsentFacts, at: number, asked = 0, problem: Prompt[] = []): Step {
  const { isHeard, ask } = facts.consent;
  const said = say(facts, at, [...problem, ...(isHeard ? [] : [ask.question]), 'consent-confirm']);
  const deadline = at + LONGEST_SAYING;
  return {
    state: {
      name: 'confirming',
      facts: said.facts,
      deadline,
      saying: said.facts.sayings,
      asked,
      opensAt: isHeard ? at + SLIP : deadline,
    },
    commands: [said.command],
  };
}

export function whenConfirming(state: Confirming, event: CallEvent): Step {
  switch (event.type) {
    case 'key-pressed':
      // It belongs to the code.
      if (event.key === '#' || event.at < state.opensAt) return stay(state);
      return hushed(state.saying, answer(state, event.key, event.at));
    case 'prompts-finished':
      return event.sayingId === state.saying ? spoken(state, event.at) : stay(state);
    case 'deadline-passed':
      return hushed(state.saying, askAgain(state, event.at, []));
    default:
      return stay(state);
  }
}

function spoken({ facts, ...state }: Confirming, at: number): Step {
  const heard = { ...facts, consent: { ...facts.consent, isHeard: true } };
  return stay({ ...state, facts: heard, saying: null, opensAt: at, deadline: at + FIRST_KEY });
}

/** Other keys are not noted: they may be the code, entered once more. */
function answer(state: Confirming, key: Key, at: number): Step {
  if (key === '1') return record(note(state.facts, at, 'said-yes'), at);
  if (key === '2') return end(note(state.facts, at, 'said-no'), at, ['consent-declined'], 'consent-refused');
  return askAgain(state, at, ['key-not-offered']);
}

function askAgain({ facts, asked }: Confirming, at: number, problem: Prompt[]): Step {
  const noted = note(facts, at, 'neither-yes-nor-no');
  if (asked + 1 < MOST_ASKED) return confirm(noted, at, asked + 1, problem);
  return end(unanswered(noted), at, [...problem, 'consent-unanswered'], 'consent-unconfirmed');
}
