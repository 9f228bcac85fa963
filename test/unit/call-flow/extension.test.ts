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
    expect(extensions.filter((one) => one.length !== EXTENSION_LENGTH || !/^[6-9]/.test(one))).toEqual([]);
    expect(extensions.filter((one) => !isWellFormedExtension(one))).toEqual([]);
  });

  it('has one check digit and no other', () => {
    const ambiguous = extensions.filter(
      (one) => DIGITS.filter((digit) => isWellFormedExtension(one.slice(0, 5) + digit)).length !== 1,
    );
    expect(ambiguous).toEqual([]);
  });

  // The rule for the first digit would catch some of these: the check digit has to do it alone.
  it('is not taken for another when any digit is wrong', () => {
    expect(extensions.flatMap(wrongDigits).filter((wrong) => checkDigit(wrong) === '0')).toEqual([]);
  });

  it('is not taken for another when neighbours are swapped', () => {
    expect(extensions.flatMap(swaps).filter((wrong) => checkDigit(wrong) === '0')).toEqual([]);
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
