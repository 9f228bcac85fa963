import { checkDigit, EXTENSION_LENGTH, isWellFormedExtension } from '../../../src/call-flow/extension.js';
import { seeded } from '../routing/seeded.js';

const random = seeded(42);
const extensions = Array.from({ length: 2_000 }, () => {
  const digits = String(60_000 + Math.floor(random() * 40_000));
  return digits + checkDigit(digits);
});

const DIGITS = [...'0123456789'];

describe('an extension', () => {
  it('has six digits of which the first is 6 to 9', () => {
    for (const extension of extensions) {
      expect(extension).toHaveLength(EXTENSION_LENGTH);
      expect(extension).toMatch(/^[6-9]/);
      expect(isWellFormedExtension(extension)).toBe(true);
    }
  });

  it('has one check digit and no other', () => {
    for (const extension of extensions) {
      const others = DIGITS.filter((digit) => isWellFormedExtension(extension.slice(0, 5) + digit));
      expect(others).toEqual([extension[5]]);
    }
  });

  it('is not taken for another when a digit is wrong', () => {
    const missed = extensions.flatMap((right) => wrongDigits(right).filter(isWellFormedExtension));
    expect(missed).toEqual([]);
  });

  it('is not taken for another when neighbours are swapped', () => {
    const missed = extensions.flatMap((right) => swaps(right).filter(isWellFormedExtension));
    expect(missed).toEqual([]);
  });

  // The first digit alone would catch these: the check digit has to do it too.
  it('has a check digit that catches both wherever they are', () => {
    for (const extension of extensions) {
      for (const wrong of [...wrongDigits(extension), ...swaps(extension)]) {
        expect(checkDigit(wrong)).not.toBe('0');
      }
    }
  });

  it.each(['', '6', '60417', '6041711', '1000000', 'sixsix', '60417A', ' 604170'])(
    '%p is none',
    (extension) => expect(isWellFormedExtension(extension)).toBe(false),
  );
});

const wrongDigits = (right: string): string[] =>
  [...right].flatMap((was, i) =>
    DIGITS.filter((digit) => digit !== was).map((digit) => right.slice(0, i) + digit + right.slice(i + 1)),
  );

const swaps = (right: string): string[] =>
  [...right]
    .map((_, i) => right.slice(0, i) + (right[i + 1] ?? '') + (right[i] ?? '') + right.slice(i + 2))
    .filter((swapped) => swapped.length === right.length && swapped !== right);
