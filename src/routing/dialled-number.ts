import type { CountryCode } from 'libphonenumber-js';
import { toE164 } from '../common/phone-number.js';

/** Numbers that a carrier sends without a country are read as numbers of this one. */
const DEFAULT_COUNTRY: CountryCode = 'US';

/** A number as a carrier sent it, in E.164. Undefined: it is none. */
export function dialledNumber(dialled: string): string | undefined {
  return toE164(dialled, DEFAULT_COUNTRY);
}
