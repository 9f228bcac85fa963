import type { Caller, Entry, Menu, RingingRules } from '../../../src/call-flow/plan.js';
import type { Chance } from '../chance.js';
import { CATEGORIES, type Professional, type Town } from './town.js';

/** Long enough for a talk, and short enough that some reach the end of it (ms). */
const LONGEST_TALK = 600_000;

const RULES: RingingRules = {
  ringMs: 25_000,
  callerHears: 'ringing',
  mostTries: 3,
  longestMs: LONGEST_TALK,
};

/** Menus, numbers of one's own, numbers of sessions, and one that nobody has. */
export const DIALLED = {
  menu: '+12025550100',
  mandarin: '+12025550101',
  worded: '+12025550102',
  dedicated: '+12025550110',
  session: '+12025550120',
  unknown: '+12025550199',
} as const;
export type DialledKind = keyof typeof DIALLED;

const menu: Menu = {
  switchboardNumberId: 'switchboard-number',
  greeting: 'greeting',
  choices: CATEGORIES.map((categoryId, i) => ({
    key: String(i + 1) as '1',
    categoryId,
    prompt: `text/for-${categoryId}`,
    invitation: `text/${categoryId}-invitation`,
  })),
  firstDigitMs: 7_000,
  interDigitMs: 4_000,
  attempts: 3,
};

/** Callers whom the switchboard does not want. */
const isBlocked = (caller: Caller | null): boolean => caller?.token.endsWith('66') ?? false;

/** Where a dialled number leads this caller. */
export function entryOf(
  dialled: string,
  caller: Caller | null,
  town: Town,
  chance: Chance,
): Entry | undefined {
  if (dialled === DIALLED.unknown) return undefined;
  const own = caller ? town.callingFrom(caller.line) : undefined;
  const common = { number: dialled, language: 'en' as const, rules: RULES, words: {} };
  if (isBlocked(caller)) return { ...common, kind: 'refused' };
  if (dialled === DIALLED.dedicated) {
    const { listingId } = chance.pick(town.professionals);
    const rules = { ...RULES, callerHears: 'music' as const };
    return { ...common, rules, kind: 'line', target: { kind: 'listing', listingId } };
  }
  if (dialled === DIALLED.session) return sessionEntry(common, own, chance);
  return menuEntry(common, own, chance.is(0.1) ? chance.pick(town.professionals) : null, chance);
}

type Common = Pick<Entry, 'number' | 'language' | 'rules' | 'words'>;

function sessionEntry(common: Common, own: Professional | undefined, chance: Chance): Entry {
  const from = own ? 'professional' : 'caller';
  const sessionId = own ? own.professionalId : `professional-${chance.between(0, 55)}`;
  return { ...common, kind: 'line', target: { kind: 'session', sessionId, from } };
}

function menuEntry(
  common: Common,
  own: Professional | undefined,
  again: Professional | null,
  chance: Chance,
): Entry {
  return {
    ...common,
    language: common.number === DIALLED.mandarin ? 'zh' : 'en',
    words:
      common.number === DIALLED.worded ? { goodbye: 'text/own-goodbye', apology: 'text/own-apology' } : {},
    kind: 'menu',
    menu,
    again: again && { listingId: again.listingId },
    professional: own
      ? {
          professionalId: own.professionalId,
          language: own.language,
          away: own.away,
          missed: chance.between(0, 12),
          canCallBack: chance.is(0.7),
          consented: own.consented,
        }
      : null,
  };
}
