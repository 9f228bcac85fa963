import { check } from './checking.js';
import { end, hangUp, unanswered } from './ending.js';
import type { CallEvent, Key } from './event.js';
import type { Prompt } from './prompt.js';
import type { Checking, CodeTries, ConsentFacts, Verifying } from './state.js';
import { hushed, LONGEST_SAYING, note, say, stay, type Step } from './step.js';

const CODE_LENGTH = 6;
/** An answering machine has heard enough by then, and an owner who is there has had time to find the code. */
const MOST_SILENCES = 3;
const MOST_ASKED = 6;
/** The code has to be found and read first (ms). */
const FIRST_DIGIT = 12_000;
const NEXT_DIGIT = 6_000;

/** Says who asks for what, then asks for the code. Who enters it meanwhile hears the question before their yes counts. */
export const putQuestion = (facts: ConsentFacts, at: number, tries: CodeTries): Step =>
  askFor('question', facts, at, tries, [facts.consent.ask.question]);

const askForCode = (facts: ConsentFacts, at: number, tries: CodeTries, first: Prompt[] = []): Step =>
  askFor('code', facts, at, tries, [...first, 'consent-code']);

function askFor(
  asks: Verifying['asks'],
  facts: ConsentFacts,
  at: number,
  tries: CodeTries,
  prompts: Prompt[],
): Step {
  const said = say(facts, at, prompts);
  const saying = said.facts.sayings;
  const deadline = at + LONGEST_SAYING;
  return {
    state: { name: 'verifying', facts: said.facts, deadline, saying, tries, asks, digits: '' },
    commands: [said.command],
  };
}

export function whenVerifying(state: Verifying, event: CallEvent): Step {
  switch (event.type) {
    case 'key-pressed':
      if (event.key === '#' && state.digits === '') return stay(state);
      return hushed(state.saying, enterKey({ ...state, saying: null }, event.key, event.at));
    case 'prompts-finished':
      return event.sayingId === state.saying ? spoken(state, event.at) : stay(state);
    case 'deadline-passed':
      return hushed(state.saying, waited(state, event.at));
    default:
      return stay(state);
  }
}

function spoken({ facts, tries, ...state }: Verifying, at: number): Step {
  if (state.asks === 'code')
    return stay({ ...state, facts, tries, saying: null, deadline: at + FIRST_DIGIT });
  return askForCode({ ...facts, consent: { ...facts.consent, isHeard: true } }, at, tries);
}

/** The digits stand in the state until there are six of them, and nowhere else. */
function enterKey(state: Verifying, key: Key, at: number): Step {
  if (key === '*') return askAgain({ ...state, facts: note(state.facts, at, 'started-over') }, at);
  if (key === '#') return tooShort(state, at);
  const digits = state.digits + key;
  if (digits.length === CODE_LENGTH) return check(state, digits, at);
  return stay({ ...state, digits, deadline: at + NEXT_DIGIT });
}

function waited(state: Verifying, at: number): Step {
  if (state.digits !== '') return tooShort(state, at);
  const tries = { ...state.tries, silent: state.tries.silent + 1 };
  const facts = note(state.facts, at, 'nothing-entered');
  if (tries.silent === MOST_SILENCES) return hangUp(unanswered(facts), at, 'consent-unconfirmed');
  return putQuestion(facts, at, tries);
}

const tooShort = (state: Verifying, at: number): Step =>
  askAgain({ ...state, facts: note(state.facts, at, 'code-too-short') }, at, 'consent-code-too-short');

/** For the code alone: the question was heard, or will be before the yes. */
export function askAgain({ facts, tries }: Verifying | Checking, at: number, ...problem: Prompt[]): Step {
  const again = tries.again + 1;
  if (again < MOST_ASKED) return askForCode(facts, at, { ...tries, again }, problem);
  return end(unanswered(facts), at, [...problem, 'consent-unanswered'], 'consent-unconfirmed');
}
