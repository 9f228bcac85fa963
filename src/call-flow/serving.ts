import { change, changedBy } from './changing.js';
import { welcome } from './choosing.js';
import { end } from './ending.js';
import type { CallEvent, Key } from './event.js';
import type { CallingProfessional, Entry, ProfessionalChange } from './plan.js';
import type { Prompt } from './prompt.js';
import { search } from './searching.js';
import type { CallFacts, OwnMenu, Serving } from './state.js';
import { before, hushed, LONGEST_SAYING, note, say, stay, type Step } from './step.js';

const MOST_ASKED = 20;

/** A professional calls from their direct line: what is waiting, then what they may do about it. */
export function serve(
  facts: CallFacts,
  at: number,
  entry: OwnMenu['entry'],
  professional: CallingProfessional,
): Step {
  const { professionalId, language } = professional;
  const own = { professional, entry, failures: 0, asked: 0 };
  const served: CallFacts = {
    ...note(facts, at, 'answered'),
    answeredAt: at,
    kind: 'professional',
    self: professionalId,
    isFromOwnLine: true,
    language,
    // An operator's words are in the language of the number.
    words: language === entry.language ? entry.words : {},
  };
  return before(
    [{ type: 'answer' }],
    askOwn(served, at, own, ['professional-welcome', ...whatWaits(professional)]),
  );
}

/** Says `first`, then what the professional may choose. */
export function askOwn(facts: CallFacts, at: number, own: OwnMenu, first: Prompt[]): Step {
  if (own.asked === MOST_ASKED) return end(facts, at, [...first, 'goodbye'], 'served');
  return ask('menu', facts, at, own, [...first, ...services(own.professional)]);
}

function ask(asks: Serving['asks'], facts: CallFacts, at: number, own: OwnMenu, prompts: Prompt[]): Step {
  const said = say(facts, at, prompts);
  return {
    state: {
      name: 'serving',
      facts: said.facts,
      deadline: at + LONGEST_SAYING,
      saying: said.facts.sayings,
      own: { ...own, asked: own.asked + 1 },
      asks,
    },
    commands: [said.command],
  };
}

export function whenServing(state: Serving, event: CallEvent): Step {
  switch (event.type) {
    case 'key-pressed':
      if (event.key === '#') return stay(state);
      return hushed(state.saying, pressed(state, event.key, event.at));
    case 'prompts-finished':
      if (event.sayingId !== state.saying) return stay(state);
      return stay({ ...state, saying: null, deadline: event.at + state.own.entry.menu.firstDigitMs });
    case 'professional-changed':
      return stay({ ...state, own: told(state.own, event.change) });
    case 'deadline-passed':
      return hushed(state.saying, fail(state.facts, event.at, state.own, 'nothing-entered'));
    default:
      return stay(state);
  }
}

/** It came too late to be said, and is true all the same. */
const told = (own: OwnMenu, change: ProfessionalChange): OwnMenu => ({
  ...own,
  professional: changedBy(own.professional, change),
});

function pressed(state: Serving, key: Key, at: number): Step {
  const facts = note(state.facts, at, 'key-pressed', key);
  if (state.asks === 'menu') return choose(facts, at, state.own, key);
  if (key === '9') return change(facts, at, state.own, 'withdraw-consent');
  return askOwn(facts, at, state.own, ['professional-consent-kept']);
}

function choose(facts: CallFacts, at: number, own: OwnMenu, key: Key): Step {
  const { professional } = own;
  if (key === '0') return goOn(facts, at, own.entry);
  if (key === '1' && professional.canCallBack) return callBack(facts, at, own);
  if (key === '2') return change(facts, at, own, professional.away ? 'available' : 'away');
  if (key === '3' || key === '*') return askOwn(facts, at, own, whatWaits(professional));
  if (key === '9' && professional.consented)
    return ask('withdrawal', facts, at, own, ['professional-confirm-withdrawal']);
  return fail(facts, at, own, 'key-not-offered');
}

function fail(facts: CallFacts, at: number, own: OwnMenu, problem: Prompt): Step {
  const failed = { ...own, failures: own.failures + 1 };
  const noted = note(facts, at, 'entry-failed', problem);
  if (failed.failures < own.entry.menu.attempts) return askOwn(noted, at, failed, [problem]);
  return end(noted, at, [problem, 'goodbye-too-many-attempts'], 'served');
}

/** As any caller, in the words of the number. */
const goOn = (facts: CallFacts, at: number, entry: Entry & { kind: 'menu' }): Step =>
  welcome({ ...facts, kind: 'inbound', self: null, language: entry.language, words: entry.words }, at, entry);

const callBack = (facts: CallFacts, at: number, { professional, entry }: OwnMenu): Step =>
  search(facts, at, {
    target: { kind: 'last-caller', professionalId: professional.professionalId },
    rules: entry.rules,
    visit: null,
    tries: 0,
  });

const services = ({ canCallBack, away, consented }: CallingProfessional): Prompt[] => [
  ...(canCallBack ? ['professional-key-call-back'] : []),
  away ? 'professional-key-available' : 'professional-key-away',
  'professional-key-again',
  ...(consented ? ['professional-key-withdraw'] : []),
  'professional-key-go-on',
];

const whatWaits = ({ missed, away }: CallingProfessional): Prompt[] => [
  `professional-missed-${COUNTS[missed] ?? 'more'}`,
  away ? 'professional-away' : 'professional-available',
];

const COUNTS = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
