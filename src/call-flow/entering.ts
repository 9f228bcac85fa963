import { askMenu, backToMenu, failEntry } from './choosing.js';
import type { CallEvent, Key } from './event.js';
import { EXTENSION_LENGTH, isWellFormedExtension } from './extension.js';
import type { Target } from './plan.js';
import type { Prompt } from './prompt.js';
import { search } from './searching.js';
import type { CallFacts, Entering, MenuVisit } from './state.js';
import { hushed, LONGEST_SAYING, note, say, stay, type Step } from './step.js';

/** After a category was chosen: "dial the extension, or press 0 or stay on the line". */
export function invite(facts: CallFacts, at: number, visit: MenuVisit, first: Prompt[] = []): Step {
  const choice = visit.menu.choices.find((one) => one.categoryId === facts.intent);
  if (!choice) return askMenu(facts, at, visit, first);
  const said = say(facts, at, [...first, choice.invitation]);
  return {
    state: {
      name: 'entering',
      facts: said.facts,
      deadline: at + LONGEST_SAYING,
      visit,
      saying: said.facts.sayings,
      categoryId: choice.categoryId,
      digits: '',
    },
    commands: [said.command],
  };
}

/** An extension dialled in the menu itself. */
export function startEntry(facts: CallFacts, at: number, visit: MenuVisit, key: Key): Step {
  const deadline = at + visit.menu.interDigitMs;
  return stay({ name: 'entering', facts, deadline, visit, saying: null, categoryId: null, digits: key });
}

export function whenEntering(state: Entering, event: CallEvent): Step {
  switch (event.type) {
    case 'key-pressed':
      if (event.key === '#' && state.digits === '') return stay(state);
      return hushed(state.saying, enterKey(state, event.key, event.at));
    case 'prompts-finished':
      if (event.sayingId !== state.saying) return stay(state);
      return stay({ ...state, saying: null, deadline: event.at + state.visit.menu.firstDigitMs });
    case 'deadline-passed':
      return hushed(state.saying, waited(state, event.at));
    default:
      return stay(state);
  }
}

function waited(state: Entering, at: number): Step {
  if (state.digits === '' && state.categoryId !== null) return nextAvailable(state, state.categoryId, at);
  return fail(state, at, 'extension-too-short');
}

function enterKey(before: Entering, key: Key, at: number): Step {
  const state = { ...before, facts: note(before.facts, at, 'key-pressed', key) };
  if (key === '*') return backToMenu(state.facts, at, state.visit);
  if (key === '#') return fail(state, at, 'extension-too-short');
  if (key === '0' && state.digits === '' && state.categoryId !== null)
    return nextAvailable(state, state.categoryId, at);
  const digits = state.digits + key;
  if (digits.length === EXTENSION_LENGTH) return dial(state, digits, at);
  return stay({ ...state, digits, saying: null, deadline: at + state.visit.menu.interDigitMs });
}

function dial(state: Entering, extension: string, at: number): Step {
  if (!isWellFormedExtension(extension)) return fail(state, at, 'extension-mistyped');
  const { switchboardNumberId } = state.visit.menu;
  return lookFor(state, { kind: 'extension', switchboardNumberId, extension }, at);
}

const nextAvailable = (state: Entering, categoryId: string, at: number): Step =>
  lookFor(state, { kind: 'category', categoryId }, at);

const lookFor = ({ facts, visit }: Entering, target: Target, at: number): Step =>
  search(facts, at, { target, rules: visit.rules, visit, tries: 0 });

const fail = (state: Entering, at: number, problem: Prompt): Step =>
  failEntry(state.facts, at, state.visit, problem);
