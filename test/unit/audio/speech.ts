import { RATE } from '../../../scripts/lib/phones/sound.mjs';

/** The same numbers for the same seed (a linear congruential generator): a test must not be lucky. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
}

/** Something as unlike another seed's as two sentences are: coloured noise in syllables, with pauses between words. */
export function speech(seed: number, seconds: number): Int16Array {
  const next = numbers(seed);
  let [last, loud] = [0, 1];
  return Int16Array.from({ length: seconds * RATE }, (_, i) => {
    if (i % (RATE / 5) === 0) loud = i % RATE < (RATE * 4) / 5 ? 0.4 + Math.abs(next()) : 0;
    last = 0.8 * last + next();
    return Math.round(9000 * loud * last);
  });
}

export const silence = (seconds: number): Int16Array => new Int16Array(seconds * RATE);

export function join(...parts: Int16Array[]): Int16Array {
  const whole = new Int16Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
