import type { Arrival } from '../../../src/call-flow/event.js';
import { checkDigit } from '../../../src/call-flow/extension.js';
import type {
  Caller,
  CallingProfessional,
  ConsentAsk,
  Entry,
  Menu,
  Offer,
  RingingRules,
} from '../../../src/call-flow/plan.js';
import type { Language } from '../../../src/call-flow/prompt.js';

// The people, numbers and words of the tests' calls. All are made up.

export const SWITCHBOARD = '+12025550100';
export const DEDICATED = '+12025550101';
export const MANDARIN_SWITCHBOARD = '+12025550102';

/** By which calls come in, and a second one. */
export const TRUNK = 'trunk';
export const OTHER_TRUNK = 'other trunk';

export const CALLER: Caller = {
  token: 'token-of-the-caller',
  line: 'line-of-the-caller',
  sealed: { keyId: 'key', ciphertext: 'c2VhbGVk' },
};

export const ARRIVAL: Arrival = { leg: 'leg', dialled: SWITCHBOARD, caller: CALLER, trunkId: TRUNK };

/** Who is called back, and who is the caller of a session: they have no listing. */
export const LAST_CALLER = 'the last caller';
export const OTHER_PARTY = 'the other party';

const CATEGORIES = { insurance: '1', doctor: '2', lawyer: '3' } as const;
type Category = keyof typeof CATEGORIES;

export const INSURANCE_1 = 'insurance 1';
export const INSURANCE_2 = 'insurance 2';
export const INSURANCE_3 = 'insurance 3';
export const DOCTOR_1 = 'doctor 1';
export const LAWYER_1 = 'lawyer 1';

const PEOPLE: Record<string, { category: Category; accepts: boolean; extension: string }> = {
  [INSURANCE_1]: { category: 'insurance', accepts: true, extension: '60417' },
  [INSURANCE_2]: { category: 'insurance', accepts: true, extension: '72905' },
  [INSURANCE_3]: { category: 'insurance', accepts: true, extension: '68331' },
  // Wants calls put through at once.
  [DOCTOR_1]: { category: 'doctor', accepts: false, extension: '91562' },
  [LAWYER_1]: { category: 'lawyer', accepts: true, extension: '85070' },
};

const person = (name: string) => PEOPLE[name] ?? { category: 'insurance', accepts: true, extension: '' };

export function extensionOf(name: string): string {
  const { extension } = person(name);
  return extension + checkDigit(extension);
}

export const RULES: RingingRules = {
  ringMs: 25_000,
  callerHears: 'ringing',
  mostTries: 3,
  longestMs: 7_200_000,
};

const menu = (switchboardNumberId: string): Menu => ({
  switchboardNumberId,
  greeting: 'greeting',
  choices: Object.entries(CATEGORIES).map(([categoryId, key]) => ({
    key,
    categoryId,
    prompt: `text/${key}-for-${categoryId}`,
    invitation: `text/${categoryId}-invitation`,
  })),
  firstDigitMs: 7_000,
  interDigitMs: 4_000,
  attempts: 3,
});

const switchboard = (number: string, language: Language): Entry & { kind: 'menu' } => ({
  kind: 'menu',
  number,
  language,
  rules: RULES,
  words: {},
  menu: menu(`menu-of-${number}`),
  again: null,
  professional: null,
});

export const menuEntry = switchboard(SWITCHBOARD, 'en');
/** For a caller who lately spoke with this professional. */
export const againEntry = (name: string) => ({ ...menuEntry, again: { listingId: listingOf(name) } });
/** For a professional who calls from their direct line. */
export const ownEntry = (name: string, more: Partial<CallingProfessional> = {}) => ({
  ...menuEntry,
  professional: {
    professionalId: name,
    language: 'en' as const,
    away: false,
    missed: 2,
    canCallBack: true,
    consented: true,
    ...more,
  },
});
export const refusedEntry: Entry = {
  kind: 'refused',
  number: SWITCHBOARD,
  language: 'en',
  rules: RULES,
  words: {},
};
export const mandarinMenuEntry = switchboard(MANDARIN_SWITCHBOARD, 'zh');
/** Its operator says some things in other words. */
export const wordedMenuEntry = {
  ...menuEntry,
  words: Object.fromEntries(
    ['nothing-entered', 'line-busy', 'goodbye', 'apology'].map((name) => [name, `text/own-${name}`]),
  ),
};

/** A number of one's own. */
export const lineEntry = (name: string): Entry => ({
  kind: 'line',
  number: DEDICATED,
  language: 'en',
  rules: { ...RULES, callerHears: 'music' },
  words: {},
  target: { kind: 'listing', listingId: listingOf(name) },
});

/** The number of a session, called by either party. */
export const sessionEntry = (from: 'caller' | 'professional'): Entry => ({
  kind: 'line',
  number: DEDICATED,
  language: 'en',
  rules: RULES,
  words: {},
  target: { kind: 'session', sessionId: 'session-1', from },
});

/** What the line of `name` is called for. */
export const askOf = (name: string): ConsentAsk => ({
  requestId: `request-of-${name}`,
  professionalId: name,
  lineId: `line-of-${name}`,
  listingId: listingOf(name),
  categoryId: person(name).category,
  presented: SWITCHBOARD,
  language: 'en',
  question: `text/list-this-line-as-${person(name).category}`,
});

const listingOf = (name: string): string => `listing-of-${name}`;

export function offerOf(name: string): Offer {
  const { category, accepts } = person(name);
  return {
    offerId: `offer-of-${name}`,
    professionalId: name,
    listingId: listingOf(name),
    categoryId: category,
    acceptance: accepts,
    whisper: `text/whisper-${category}`,
    language: 'en',
    callee: { kind: 'line', lineId: `line-of-${name}` },
  };
}

/** `name` rings somebody who once called them, or who has a session with them: in secret, as they are rung themselves. */
export const offerToCall = (name: string, whom: typeof LAST_CALLER | typeof OTHER_PARTY): Offer => ({
  ...offerOf(name),
  offerId: `offer-of-${whom}`,
  acceptance: true,
  whisper: 'return-whisper',
  callee: {
    kind: 'caller',
    sealedTo: 'an earlier call',
    sealed: { keyId: 'key', ciphertext: 'c2VhbGVkIHRvbw==' },
    presented: MANDARIN_SWITCHBOARD,
  },
});
