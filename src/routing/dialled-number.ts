import type { CountryCode } from 'libphonenumber-js';
import { toE164 } from '../common/phone-number.js';

/** A number as a carrier sent it, in E.164; without a country it is one of `country`. Undefined: it is none. */
export function dialledNumber(dialled: string, country: CountryCode): string | undefined {
  return toE164(dialled, country);
}
