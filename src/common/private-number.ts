import { inspect } from 'node:util';

/**
 * A private number in clear. However it is printed, logged or serialised, it shows as its mask; the digits come out
 * of `reveal()` only.
 */
export abstract class PrivateNumber {
  readonly #e164: string;

  constructor(e164: string) {
    this.#e164 = e164;
  }

  /** What is shown in the number's place. */
  protected abstract get mask(): string;

  reveal(): string {
    return this.#e164;
  }

  toString(): string {
    return this.mask;
  }

  toJSON(): string {
    return this.mask;
  }

  [Symbol.toPrimitive](): string {
    return this.mask;
  }

  [inspect.custom](): string {
    return this.mask;
  }
}
