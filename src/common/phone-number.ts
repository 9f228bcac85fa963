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

/** Nine digits in a row, however they are set apart. */
const NUMBER_LIKE = /(?:\d[\s().-]{0,2}){9}/;

/** For `refine`: words that operators see and nothing erases. */
export const withoutNumber: [(text: string) => boolean, string] = [
  (text) => !NUMBER_LIKE.test(text),
  'must not hold a telephone number, nor what looks like one',
];
