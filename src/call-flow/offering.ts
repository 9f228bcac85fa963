import { askMenu } from './choosing.js';
import { end } from './ending.js';
import type { CallEvent, Key } from './event.js';
import type { RingOutcome } from './plan.js';
import { search } from './searching.js';
import type { CallFacts, Offering, Search } from './state.js';
import { hush, LONGEST_SAYING, note, say, stay, type Step } from './step.js';

/** Says why the professional was not reached, and that pressing 1 rings the next available of the category. */
export function offerNext(
  facts: CallFacts,
  at: number,
  sought: Search,
  outcome: RingOutcome | 'not-available',
  categoryId: string,
): Step {
  const said = say(facts, at, [`line-${outcome}`, 'offer-next']);
  const deadline = at + LONGEST_SAYING;
  return {
    state: {
      name: 'offering',
      facts: said.facts,
      deadline,
      saying: said.facts.sayings,
      search: sought,
      categoryId,
    },
    commands: [said.command],
  };
}

export function whenOffering(state: Offering, event: CallEvent): Step {
  switch (event.type) {
    case 'key-pressed': {
      const next = answerOffer(state, event.key, event.at);
      return { ...next, commands: [...hush(state.saying), ...next.commands] };
    }
    case 'prompts-finished':
      if (event.sayingId !== state.saying) return stay(state);
      return stay({
        ...state,
        saying: null,
        deadline: event.at + (state.search.visit?.menu.firstDigitMs ?? 0),
      });
    case 'deadline-passed':
      return end(state.facts, event.at, ['goodbye'], 'no-entry');
    default:
      return stay(state);
  }
}

function answerOffer(state: Offering, key: Key, at: number): Step {
  const facts = note(state.facts, at, 'key-pressed', key);
  const { search: sought, categoryId } = state;
  if (key === '1')
    return search(facts, at, { ...sought, target: { kind: 'category', categoryId }, tries: 0 });
  if (key === '*' && sought.visit) return askMenu({ ...facts, intent: null }, at, sought.visit, []);
  return end(facts, at, ['goodbye'], 'no-entry');
}
