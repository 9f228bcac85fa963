import { inspect } from 'node:util';

const MASK = '[direct line]';

/**
 * A hidden number in clear. However it is printed, logged or serialised, it shows as `[direct line]`;
 * the digits come out of `reveal()` only, which is for the INVITE to the carrier.
 */
export class DirectLine {
  readonly #e164: string;

  constructor(e164: string) {
    this.#e164 = e164;
  }

  reveal(): string {
    return this.#e164;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [Symbol.toPrimitive](): string {
    return MASK;
  }

  [inspect.custom](): string {
    return MASK;
  }
}
