import { backToMenu } from './choosing.js';
import { end } from './ending.js';
import type { CallEvent, Key } from './event.js';
import type { NotReached } from './plan.js';
import { search } from './searching.js';
import type { CallFacts, Offering, Search } from './state.js';
import { hushed, LONGEST_SAYING, note, say, stay, type Step } from './step.js';

/** Says why the professional was not reached, and that pressing 1 rings the next available of the category. */
export function offerNext(
  facts: CallFacts,
  at: number,
  sought: Search,
  outcome: NotReached,
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
      outcome,
    },
    commands: [said.command],
  };
}

export function whenOffering(state: Offering, event: CallEvent): Step {
  switch (event.type) {
    case 'key-pressed':
      // It belongs to the extension that led here.
      if (event.key === '#') return stay(state);
      return hushed(state.saying, answerOffer(state, event.key, event.at));
    case 'prompts-finished':
      if (event.sayingId !== state.saying) return stay(state);
      return stay({
        ...state,
        saying: null,
        deadline: event.at + (state.search.visit?.menu.firstDigitMs ?? 0),
      });
    case 'deadline-passed':
      return hushed(state.saying, refused(state, state.facts, event.at));
    default:
      return stay(state);
  }
}

function answerOffer(state: Offering, key: Key, at: number): Step {
  const facts = note(state.facts, at, 'key-pressed', key);
  const { search: sought, categoryId } = state;
  if (key === '1')
    return search({ ...facts, intent: categoryId }, at, {
      ...sought,
      target: { kind: 'category', categoryId },
      tries: 0,
    });
  if (key === '*' && sought.visit) return backToMenu(facts, at, sought.visit);
  return refused(state, facts, at);
}

const refused = ({ outcome }: Offering, facts: CallFacts, at: number): Step =>
  end(note(facts, at, 'offer-not-taken'), at, ['goodbye'], outcome);
