import type { ConsentAsk } from '../../../src/call-flow/plan.js';
import type { Chance } from '../chance.js';
import type { Arrival } from '../exchange/asterisk.js';
import type { ConsentRequest } from '../parts/fake-consents.js';
import { DIALLED, type DialledKind } from './numbers.js';
import { TRUNKS, type Town } from './town.js';

const DIALLED_HOW_OFTEN: Record<DialledKind, number> = {
  menu: 50,
  mandarin: 10,
  worded: 10,
  dedicated: 15,
  session: 12,
  unknown: 3,
};
const CONSENT_CALLS = 0.12;
const WITHHELD = 0.08;
const FROM_OWN_LINE = 0.12;
/** A code is six digits; this many keep each owner's their own. */
const CODES = 900_000;

export const isConsentCall = (chance: Chance): boolean => chance.is(CONSENT_CALLS);

/** Somebody dials: a stranger, a professional from their own line, or a withheld number. */
export function arrivalOf(i: number, chance: Chance, town: Town): Arrival {
  const isOwn = chance.is(FROM_OWN_LINE);
  const sealed = { keyId: 'key', ciphertext: 'c2VhbGVk' };
  const line = isOwn ? chance.pick(town.professionals).line : `line-of-caller-${i}`;
  return {
    dialled: DIALLED[chance.weighed(DIALLED_HOW_OFTEN)],
    caller: chance.is(WITHHELD) ? null : { token: `token-${i}`, line, sealed },
    trunkId: chance.is(0.1) ? null : chance.pick(TRUNKS),
    chance,
    knows: () => chance.pick(town.professionals).extension,
  };
}

/** A line is to be called for its owner's consent; the owner was told a code, or another one. */
export function askOf(
  callId: string,
  chance: Chance,
  town: Town,
): { ask: ConsentAsk; request: ConsentRequest; arrival: Arrival } {
  const { professionalId, lineId, listingId, categoryId, language } = chance.pick(town.professionals);
  const requestId = `request-${callId}`;
  const code = String(100_000 + chance.between(0, CODES - 1));
  const presented = DIALLED.menu;
  const question = `text/question-${categoryId}`;
  const ask = { requestId, professionalId, lineId, listingId, categoryId, presented, language, question };
  const request: ConsentRequest = { requestId, code, state: 'asked', tries: 0, isRight: false };
  const knows = () => (chance.is(0.85) ? code : '123456');
  return { ask, request, arrival: { dialled: '', caller: null, trunkId: null, chance, knows } };
}
