import type { CallEvent, Key } from './event.js';
import { end } from './ending.js';
import { invite, startEntry } from './entering.js';
import type { Menu } from './plan.js';
import type { Prompt } from './prompt.js';
import type { CallFacts, Choosing, MenuVisit } from './state.js';
import { hush, LONGEST_SAYING, note, say, stay, type Step } from './step.js';

/** The first words of a menu call: it is answered, greeted and asked. */
export function welcome(facts: CallFacts, at: number, visit: MenuVisit): Step {
  const answered = { ...note(facts, at, 'answered'), answeredAt: at };
  const asked = askMenu(answered, at, visit, [visit.menu.greeting]);
  return { ...asked, commands: [{ type: 'answer' }, ...asked.commands] };
}

/** Says `first`, then what can be chosen. */
export function askMenu(facts: CallFacts, at: number, visit: MenuVisit, first: Prompt[]): Step {
  const said = say(facts, at, [...first, ...offered(visit.menu)]);
  return {
    state: {
      name: 'choosing',
      facts: said.facts,
      deadline: at + LONGEST_SAYING,
      visit,
      saying: said.facts.sayings,
    },
    commands: [said.command],
  };
}

/** One wrong or missing entry: ask again by `again`, or say goodbye when it was one too many. */
export function failEntry(
  facts: CallFacts,
  at: number,
  visit: MenuVisit,
  problem: Prompt,
  again: (facts: CallFacts, at: number, visit: MenuVisit, first: Prompt[]) => Step,
): Step {
  const failed = { ...visit, failures: visit.failures + 1 };
  const noted = note(facts, at, 'entry-failed', problem);
  if (failed.failures < visit.menu.attempts) return again(noted, at, failed, [problem]);
  return end(noted, at, [problem, 'goodbye-too-many-attempts'], 'no-entry');
}

export function whenChoosing(state: Choosing, event: CallEvent): Step {
  switch (event.type) {
    case 'key-pressed':
      return choose(
        { ...state, facts: note(state.facts, event.at, 'key-pressed', event.key) },
        event.key,
        event.at,
      );
    case 'prompts-finished':
      if (event.sayingId !== state.saying) return stay(state);
      return stay({ ...state, saying: null, deadline: event.at + state.visit.menu.firstDigitMs });
    case 'deadline-passed':
      return failEntry(state.facts, event.at, state.visit, 'nothing-entered', askMenu);
    default:
      return stay(state);
  }
}

function choose(state: Choosing, key: Key, at: number): Step {
  const next = afterKey(state, key, at);
  return { ...next, commands: [...hush(state.saying), ...next.commands] };
}

function afterKey({ facts, visit }: Choosing, key: Key, at: number): Step {
  const choice = visit.menu.choices.find((one) => one.key === key);
  if (choice)
    return invite({ ...note(facts, at, 'chose', choice.categoryId), intent: choice.categoryId }, at, visit);
  if (/[6-9]/.test(key)) return startEntry(facts, at, visit, key);
  if (key === '*') return askMenu(facts, at, visit, []);
  return failEntry(facts, at, visit, 'key-not-offered', askMenu);
}

const offered = (menu: Menu): Prompt[] => [
  ...menu.choices.map((choice) => choice.prompt),
  'extension-invitation',
];
