/**
 * Extensions are six digits. The first is 6-9, so that an extension can be dialled at once in a menu
 * whose choices are keys 1-5; the last is a Damm check digit, which catches every single wrong digit
 * and every swap of neighbours (H. M. Damm, 2004: a totally anti-symmetric quasigroup of order 10).
 */
export const EXTENSION_LENGTH = 6;

const QUASIGROUP = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
] as const;

/** The digit that makes `digits` checkable when it is put behind them. */
export function checkDigit(digits: string): string {
  let interim = 0;
  for (const digit of digits) interim = Number(QUASIGROUP[interim]?.[Number(digit)]);
  return String(interim);
}

export function isWellFormedExtension(extension: string): boolean {
  return /^[6-9]\d{5}$/.test(extension) && checkDigit(extension) === '0';
}
