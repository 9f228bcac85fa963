import { randomInt } from 'node:crypto';
import { checkDigit, EXTENSION_LENGTH } from '../call-flow/extension.js';

/** Menu choices are keys 1-5 and 0 is the next available, so these begin an extension. */
const FIRST_DIGITS = '6789';

const FREE_DIGITS = EXTENSION_LENGTH - 2;

/** How many there can be. */
export const EXTENSIONS = FIRST_DIGITS.length * 10 ** FREE_DIGITS;

/** Any well-formed extension, each as likely as another: one tells nothing of the next. */
export function drawExtension(): string {
  const first = FIRST_DIGITS[randomInt(FIRST_DIGITS.length)];
  const free = String(randomInt(10 ** FREE_DIGITS)).padStart(FREE_DIGITS, '0');
  return first + free + checkDigit(first + free);
}
