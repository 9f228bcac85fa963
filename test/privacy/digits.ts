/** The largest number of digits kept, below what a double holds exactly once one more is added. */
const KEPT = 10 ** 14;

/** Looks for sequences of digits in a stream of digits, all at once: each digit costs one look a length. */
export class DigitSearch<T> {
  private readonly byLength = new Map<number, Map<number, T>>();
  private lengths: { size: number; modulus: number; wanted: Map<number, T> }[] = [];
  private value = 0;
  count = 0;

  /** @param digits at most 14 */
  add(digits: string, what: T): void {
    const wanted = this.byLength.get(digits.length) ?? new Map<number, T>();
    if (!wanted.has(Number(digits))) wanted.set(Number(digits), what);
    this.byLength.set(digits.length, wanted);
    this.lengths = [...this.byLength].map(([size, wanted]) => ({ size, modulus: 10 ** size, wanted }));
  }

  /** Something that is no digit: what came before does not go on. */
  stop(): void {
    this.count = 0;
    this.value = 0;
  }

  /** The next digit; tells what ends with it. */
  next(digit: number): T | undefined {
    this.value = (this.value * 10 + digit) % KEPT;
    this.count++;
    for (const { size, modulus, wanted } of this.lengths) {
      const found = this.count >= size ? wanted.get(this.value % modulus) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  }
}
