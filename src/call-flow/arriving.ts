import type { CallEvent } from './event.js';
import type { Entry } from './plan.js';
import { welcome } from './choosing.js';
import { end, hangUp } from './ending.js';
import { search } from './searching.js';
import type { Arriving, New } from './state.js';
import { LONGEST_LOOKUP, note, stay, type Step } from './step.js';

export function whenNew(state: New, event: CallEvent): Step {
  if (event.type !== 'call-arrived') return stay(state);
  // What was dialled is not noted before it is known to be published: it might be somebody's hidden line.
  const facts = { ...note(state.facts, event.at, 'arrived'), caller: event.caller };
  return {
    state: { name: 'arriving', facts, deadline: event.at + LONGEST_LOOKUP },
    commands: [{ type: 'find-number', dialled: event.dialled, caller: event.caller }],
  };
}

export function whenArriving(state: Arriving, event: CallEvent): Step {
  switch (event.type) {
    case 'number-found':
      return enter(found(state.facts, event.entry, event.at), event.entry, event.at);
    case 'number-unknown':
      return end(state.facts, event.at, ['number-unknown'], 'number-unknown');
    case 'number-lookup-failed':
    case 'deadline-passed':
      return end(note(state.facts, event.at, 'lookup-failed'), event.at, ['apology'], 'failed');
    default:
      return stay(state);
  }
}

function enter(facts: Arriving['facts'], entry: Entry, at: number): Step {
  if (entry.kind === 'refused') return hangUp(facts, at, 'refused');
  if (entry.kind === 'menu')
    return welcome(facts, at, { menu: entry.menu, rules: entry.rules, failures: 0, asked: 0 });
  return search(facts, at, { target: entry.target, rules: entry.rules, visit: null, tries: 0 });
}

const found = (
  facts: Arriving['facts'],
  { number, language, words }: Entry,
  at: number,
): Arriving['facts'] => ({
  ...note(facts, at, 'number-found', number),
  dialled: number,
  language,
  words,
});
