import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** Countries (`US`) or first digits (`+1202`). */
export interface Destinations {
  /** Empty: all. */
  allow: string[];
  refuse: string[];
}

export type DestinationRefusal = 'no-such-number' | 'costly-number' | 'not-allowed';

/** Numbers that cost their caller more than a call, or are nobody's phone. Refused whatever the policy says. */
const NEVER = new Set<unknown>(['PREMIUM_RATE', 'SHARED_COST', 'PERSONAL_NUMBER', 'PAGER', 'UAN']);

/** Why a number in E.164 is none to be called; undefined: it may be. */
export function refusal(e164: string, destinations: Destinations): DestinationRefusal | undefined {
  const number = parsePhoneNumberFromString(e164);
  if (!number?.isValid()) return 'no-such-number';
  if (NEVER.has(number.getType())) return 'costly-number';
  return allows(destinations, e164) ? undefined : 'not-allowed';
}

/** The rule that fits the number most narrowly decides; of two alike the refusal. */
export function allows({ allow, refuse }: Destinations, e164: string): boolean {
  if (allow.length + refuse.length === 0) return true;
  const country = countryOf(e164);
  const narrowest = (rules: string[]): number =>
    Math.max(-1, ...rules.map((rule) => fit(rule, e164, country)));
  const [yes, no] = [narrowest(allow), narrowest(refuse)];
  return yes === -1 ? no === -1 && allow.length === 0 : yes > no;
}

export const countryOf = (e164: string): string | undefined => parsePhoneNumberFromString(e164)?.country;

/** How many digits of the number a rule says; -1: it does not fit. A country says a little more than its code. */
function fit(rule: string, e164: string, country: string | undefined): number {
  if (rule.startsWith('+')) return e164.startsWith(rule) ? rule.length - 1 : -1;
  if (rule !== country) return -1;
  return (parsePhoneNumberFromString(e164)?.countryCallingCode.length ?? 0) + 0.5;
}
