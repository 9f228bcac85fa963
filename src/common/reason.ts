import { z } from 'zod';

/** Nine digits or more, however they are set apart, are taken for a telephone number. A date is none. */
const mayBeNumber = (text: string): boolean =>
  /\d(?:[\s().\-/]{0,3}\d){8}/.test(text.normalize('NFKC').replace(/\b\d{4}-\d\d-\d\d\b/g, ' '));

const hasControls = (text: string): boolean => /[\p{Cc}\p{Zl}\p{Zp}]/u.test(text);

/** Why something private is asked for or done, in somebody's own words. It stays in the audit log for good. */
export const reason = z
  .string()
  .trim()
  .min(10)
  .max(500)
  .refine((text) => !hasControls(text), 'must be one line of plain text')
  .refine(
    (text) => !mayBeNumber(text),
    'must hold no telephone number; of a long file number leave some digits out',
  )
  .describe('Why, in one line. It stays in the audit log for good, so it must hold no telephone number.');
