import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';
import { z } from 'zod';

/** Undefined when `text` is no telephone number. `country` is where a number without a leading + belongs. */
export function toE164(text: string, country?: CountryCode): string | undefined {
  // Nothing but a number: the parser itself would find one in the middle of a sentence.
  if (!/^\+?[\d\s().-]{3,40}$/.test(text.trim())) return undefined;
  const number = parsePhoneNumberFromString(text, country);
  return number?.isValid() ? number.number : undefined;
}

const NOT_A_NUMBER =
  'is not a telephone number; write it with + and the country code, e.g. "+1 202 555 0100"';

/** A telephone number in a body. The message never repeats what was given. */
export const phoneNumber = z
  .string(NOT_A_NUMBER)
  .max(40, NOT_A_NUMBER)
  .transform((text, context) => {
    const number = toE164(text);
    if (number) return number;
    context.addIssue({ code: 'custom', message: NOT_A_NUMBER });
    return z.NEVER;
  })
  .meta({ description: 'A telephone number with + and the country code.', example: '+12025550100' });

/** Nine digits or more, however they are set apart, are taken for a telephone number. A date is none. */
const mayBeNumber = (text: string): boolean =>
  /\d(?:[\s().\-/]{0,3}\d){8}/.test(text.normalize('NFKC').replace(/\b\d{4}-\d\d-\d\d\b/g, ' '));

/** For `refine`: words that operators see and nothing erases. */
export const withoutNumber: [(text: string) => boolean, string] = [
  (text) => !mayBeNumber(text),
  'must not hold a telephone number, nor what looks like one; of a long file number leave some digits out',
];
