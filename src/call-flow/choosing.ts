import type { CallEvent, Key } from './event.js';
import { end } from './ending.js';
import { invite, startEntry } from './entering.js';
import type { Entry } from './plan.js';
import type { Prompt } from './prompt.js';
import { search } from './searching.js';
import type { CallFacts, Choosing, MenuVisit } from './state.js';
import { before, hushed, LONGEST_SAYING, note, say, stay, type Step } from './step.js';

/** Nobody is helped by hearing a menu more often. It also bounds what a call has to remember. */
const MOST_ASKED = 20;

/** The first words of a menu call: greeted and asked, and before that answered. */
export function welcome(
  facts: CallFacts,
  at: number,
  { menu, rules, again }: Entry & { kind: 'menu' },
): Step {
  const visit = { menu, rules, again, failures: 0, asked: 0 };
  if (facts.answeredAt !== null) return askMenu(facts, at, visit, [menu.greeting]);
  const answered = { ...note(facts, at, 'answered'), answeredAt: at };
  return before([{ type: 'answer' }], askMenu(answered, at, visit, [menu.greeting]));
}

/** Says `first`, then what can be chosen. */
export function askMenu(facts: CallFacts, at: number, visit: MenuVisit, first: Prompt[] = []): Step {
  if (visit.asked === MOST_ASKED) return end(facts, at, [...first, 'goodbye-too-many-attempts'], 'no-entry');
  const said = say(facts, at, [...first, ...offered(visit)]);
  return {
    state: {
      name: 'choosing',
      facts: said.facts,
      deadline: at + LONGEST_SAYING,
      visit: { ...visit, asked: visit.asked + 1 },
      saying: said.facts.sayings,
    },
    commands: [said.command],
  };
}

/** `*`: whatever was chosen is taken back. */
export const backToMenu = (facts: CallFacts, at: number, visit: MenuVisit): Step =>
  askMenu({ ...facts, intent: null }, at, visit);

/** One wrong or missing entry: ask again for the same, or say goodbye when it was one too many. */
export function failEntry(facts: CallFacts, at: number, visit: MenuVisit, problem: Prompt): Step {
  const failed = { ...visit, failures: visit.failures + 1 };
  const noted = note(facts, at, 'entry-failed', problem);
  if (failed.failures < visit.menu.attempts) return invite(noted, at, failed, [problem]);
  return end(noted, at, [problem, 'goodbye-too-many-attempts'], 'no-entry');
}

export function whenChoosing(state: Choosing, event: CallEvent): Step {
  switch (event.type) {
    case 'key-pressed':
      // Nothing was begun that it could end; it comes from callers who put it behind six digits.
      if (event.key === '#') return stay(state);
      return hushed(state.saying, choose(state, event.key, event.at));
    case 'prompts-finished':
      if (event.sayingId !== state.saying) return stay(state);
      return stay({ ...state, saying: null, deadline: event.at + state.visit.menu.firstDigitMs });
    case 'deadline-passed':
      return hushed(state.saying, failEntry(state.facts, event.at, state.visit, 'nothing-entered'));
    default:
      return stay(state);
  }
}

function choose({ facts: was, visit }: Choosing, key: Key, at: number): Step {
  const facts = note(was, at, 'key-pressed', key);
  const choice = visit.menu.choices.find((one) => one.key === key);
  if (choice)
    return invite({ ...note(facts, at, 'chose', choice.categoryId), intent: choice.categoryId }, at, visit);
  if (key === '0' && visit.again) return callAgain(facts, at, visit, visit.again.listingId);
  if (/[6-9]/.test(key)) return startEntry(facts, at, visit, key);
  if (key === '*') return backToMenu(facts, at, visit);
  return failEntry(facts, at, visit, 'key-not-offered');
}

const callAgain = (facts: CallFacts, at: number, visit: MenuVisit, listingId: string): Step =>
  search(facts, at, { target: { kind: 'listing', listingId }, rules: visit.rules, visit, tries: 0 });

const offered = ({ menu, again }: MenuVisit): Prompt[] => [
  ...(again ? ['call-again'] : []),
  ...menu.choices.map((choice) => choice.prompt),
  'extension-invitation',
];
