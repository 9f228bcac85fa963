import { parsePhoneNumberFromString } from 'libphonenumber-js';

/** A number that is looked for. What is printed of it is its label. */
export interface Watched {
  label: string;
  /** E.164 without the +. */
  full: string;
  /** Without the country code: what every usual writing contains. */
  national: string;
  /** Without the area code too, where that is how neighbours write it (7 digits); empty elsewhere. */
  local: string;
}

export function watched(e164: string, label: string): Watched {
  const number = parsePhoneNumberFromString(e164);
  if (!number) throw new Error(`What is called "${label}" is no telephone number`);
  const national = number.nationalNumber.toString();
  const local = number.countryCallingCode === '1' ? national.slice(3) : '';
  return { label, full: number.number.slice(1), national, local };
}

/** The numbers to look for: those that a test gave, and those that a peer was seen to write. */
export class WatchList {
  private readonly byNumber = new Map<string, Watched>();
  private readonly published = new Set<string>();
  private readonly ever = new Set<string>();

  /** A private number, even where it is dialled. The first label stays. */
  add(e164: string, label: string): void {
    const number = watched(e164, label);
    const known = this.byNumber.get(number.full);
    if (!known) this.byNumber.set(number.full, number);
    this.ever.add(number.full);
  }

  /** What a peer wrote, if it is a fictional number and nobody's pass-through number. */
  learn(text: string, label: string): void {
    for (const [, national] of text.matchAll(FICTIONAL)) {
      const full = `1${national}`;
      if (!this.byNumber.has(full) && !this.published.has(full)) this.add(`+${full}`, label);
    }
  }

  /** A number that callers dial: it may be seen by all. */
  publish(text: string): void {
    for (const [, national] of text.matchAll(FICTIONAL)) this.published.add(`1${national}`);
  }

  has(e164: string): boolean {
    return this.byNumber.has(e164.slice(1));
  }

  forget(e164: string): void {
    this.byNumber.delete(e164.slice(1));
  }

  /** How many were ever looked for. */
  get count(): number {
    return this.ever.size;
  }

  all(): Watched[] {
    return [...this.byNumber.values()];
  }
}

/** +1 202 555 0100 to 0199 are nobody's; the tests use no others. */
const FICTIONAL = /(?<!\d)\+?1?(2025550[01]\d\d)(?!\d)/g;
