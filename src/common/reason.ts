import { z } from 'zod';
import { withoutNumber } from './phone-number.js';

const hasControls = (text: string): boolean => /[\p{Cc}\p{Zl}\p{Zp}]/u.test(text);

/** Why something private is asked for or done, in somebody's own words. It stays in the audit log for good. */
export const reason = z
  .string()
  .trim()
  .min(10)
  .max(500)
  .refine((text) => !hasControls(text), 'must be one line of plain text')
  .refine(...withoutNumber)
  .describe('Why, in one line. It stays in the audit log for good, so it must hold no telephone number.');
