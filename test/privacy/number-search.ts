import { DigitSearch } from './digits.js';
import { views, type View } from './views.js';
import type { Watched } from './watched.js';

export interface Found {
  number: Watched;
  /** How it is written there. */
  writing: string;
}

interface Wanted {
  number: Watched;
  reversed: boolean;
}

/** Between the digits of one number. NUL is what UTF-16 has there; the last are spaces and dashes in UTF-8. */
const SEPARATORS = new Uint8Array(256);
for (const byte of Buffer.from(' \t\r\n.()-/_+,"\0\u00a0\u2010\u2011\u2013')) SEPARATORS[byte] = 1;
const LONGEST_GAP = 6;

/** Bytes whose halves are decimal digits. */
const PACKED = Uint8Array.from({ length: 256 }, (_, byte) => Number(byte >> 4 < 10 && (byte & 15) < 10));
/** Ten digits that begin in the middle of a byte fill four. */
const SHORTEST_PACKED = 4;

/**
 * Finds numbers in bytes, in any usual writing, in a few passes however many they are. What it cannot find:
 * compressed or encrypted text, digits in words, sound.
 */
export class NumberSearch {
  private readonly digits = new DigitSearch<Wanted>();
  private readonly locals: Map<number, Watched>;

  constructor(numbers: Watched[]) {
    for (const number of numbers) {
      this.digits.add(number.national, { number, reversed: false });
      this.digits.add([...number.national].reverse().join(''), { number, reversed: true });
    }
    this.locals = new Map(numbers.flatMap((each) => (each.local ? [[Number(each.local), each]] : [])));
  }

  /** In text: as digits, percent-encoded, base64, hex, packed decimals, forwards and backwards. */
  inText(bytes: Buffer, readings: Iterable<View> = views(bytes)): Found[] {
    const found: Found[] = [];
    for (const view of readings) this.ascii(view.bytes, view.writing, found);
    this.packed(bytes, found);
    return unique(found);
  }

  /** In sound and other binary data: as digits and packed decimals only. */
  inBinary(bytes: Buffer): Found[] {
    const found: Found[] = [];
    this.ascii(bytes, 'digits', found);
    this.packed(bytes, found);
    return unique(found);
  }

  /** In a sequence of telephone keys. */
  inKeys(keys: string): Found[] {
    const found: Found[] = [];
    this.ascii(Buffer.from(keys), 'keys', found);
    return unique(found);
  }

  private ascii(bytes: Buffer, writing: string, found: Found[]): void {
    const { digits } = this;
    digits.stop();
    let [gap, first, local] = [0, 0, 0];
    for (let i = 0; i <= bytes.length; i++) {
      const byte = bytes[i] ?? 0x7f;
      if (byte >= 0x30 && byte <= 0x39) {
        if (digits.count === 0) [first, local] = [i, 0];
        const wanted = digits.next(byte - 0x30);
        if (wanted) found.push(tell(wanted, writing));
        [gap, local] = [0, (local * 10 + byte - 0x30) % 1e8];
      } else if (digits.count > 0 && (gap === LONGEST_GAP || !SEPARATORS[byte])) {
        const number = digits.count === 7 ? this.locals.get(local) : undefined;
        const alone = !isLetter(bytes[first - 1]) && (gap > 0 || !isLetter(byte));
        if (number && alone) found.push({ number, writing: `${writing}, without area code` });
        digits.stop();
        gap = 0;
      } else if (digits.count > 0) gap++;
    }
  }

  /** Two digits a byte, as telephone networks pack them: either half first. */
  private packed(bytes: Buffer, found: Found[]): void {
    let run = 0;
    for (let i = 0; i <= bytes.length; i++) {
      if (PACKED[bytes[i] ?? 255]) run++;
      else {
        // The first and the last digit may share a byte with something else.
        if (run >= SHORTEST_PACKED) this.halves(bytes.subarray(Math.max(0, i - run - 1), i + 1), found);
        run = 0;
      }
    }
  }

  private halves(bytes: Buffer, found: Found[]): void {
    for (const first of [4, 0]) {
      this.digits.stop();
      for (let i = 0; i < 2 * bytes.length; i++) {
        const half = (bytes[i >> 1]! >> (i % 2 ? 4 - first : first)) & 15;
        if (half > 9) this.digits.stop();
        else {
          const wanted = this.digits.next(half);
          if (wanted && !wanted.reversed) found.push({ number: wanted.number, writing: 'packed decimals' });
        }
      }
    }
  }
}

const tell = ({ number, reversed }: Wanted, writing: string): Found => ({
  number,
  writing: reversed ? `${writing}, reversed` : writing,
});

const isLetter = (byte: number | undefined): boolean =>
  byte !== undefined && /[A-Za-z]/.test(String.fromCharCode(byte));

/** One finding a number and writing. */
const unique = (found: Found[]): Found[] => [
  ...new Map(found.map((each) => [`${each.number.full} ${each.writing}`, each])).values(),
];
