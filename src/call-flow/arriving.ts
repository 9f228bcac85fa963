import type { CallEvent } from './event.js';
import { askOnLine } from './asking.js';
import type { Entry, Target } from './plan.js';
import { welcome } from './choosing.js';
import { apologise, end, hangUp } from './ending.js';
import { search } from './searching.js';
import { serve } from './serving.js';
import type { Arriving, CallFacts, New } from './state.js';
import { LONGEST_LOOKUP, note, stay, type Step } from './step.js';

type Arrived = CallEvent & { type: 'call-arrived' };

export function whenNew(state: New, event: CallEvent): Step {
  if (event.type === 'consent-call-asked') return askOnLine(state.facts, event.at, event.ask);
  if (event.type !== 'call-arrived') return stay(state);
  const { leg, caller, trunkId } = event;
  const facts = { ...note(state.facts, event.at, 'arrived'), leg, caller, arrivedBy: trunkId };
  return lookUp(facts, event);
}

/** What was dialled is not noted before it is known to be published: it might be somebody's hidden line. */
const lookUp = (facts: CallFacts, { at, dialled, caller, trunkId }: Arrived): Step => ({
  state: { name: 'arriving', facts, deadline: at + LONGEST_LOOKUP },
  commands: [{ type: 'find-number', dialled, caller, trunkId }],
});

export function whenArriving(state: Arriving, event: CallEvent): Step {
  switch (event.type) {
    // Taken over, and told to us again.
    case 'call-arrived':
      return lookUp(state.facts, event);
    case 'number-found':
      return enter(found(state.facts, event.entry, event.at), event.entry, event.at);
    case 'number-unknown':
      return end(state.facts, event.at, ['number-unknown'], 'number-unknown');
    case 'number-lookup-failed':
    case 'deadline-passed':
      return apologise(note(state.facts, event.at, 'lookup-failed'), event.at);
    default:
      return stay(state);
  }
}

function enter(facts: CallFacts, entry: Entry, at: number): Step {
  switch (entry.kind) {
    case 'refused':
      return hangUp(facts, at, 'refused');
    case 'menu':
      return entry.professional ? serve(facts, at, entry, entry.professional) : welcome(facts, at, entry);
    case 'line':
      return goTo(entry.target, facts, entry, at);
    default:
      return entry satisfies never;
  }
}

function goTo(target: Target, facts: CallFacts, { rules }: Entry, at: number): Step {
  const isOwn = target.kind === 'session' && target.from === 'professional';
  const kind = isOwn ? 'professional' : facts.kind;
  return search({ ...facts, kind }, at, { target, rules, visit: null, tries: 0 });
}

const found = (
  facts: CallFacts,
  { number, language, words, isFromOwnLine = false }: Entry,
  at: number,
): CallFacts => ({
  ...note(facts, at, 'number-found', number),
  dialled: number,
  language,
  words,
  isFromOwnLine,
});
