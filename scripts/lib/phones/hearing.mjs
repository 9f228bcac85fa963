import { RATE } from './sound.mjs';

/** Quieter than this is silence: a line's noise, not a voice. */
const AUDIBLE = 150;

/** Loudness. @param {Int16Array} samples */
export function rms(samples) {
  let energy = 0;
  for (const sample of samples) energy += sample * sample;
  return samples.length ? Math.sqrt(energy / samples.length) : 0;
}

/** @param {Int16Array} samples */
export const isSilent = (samples) => rms(samples) < AUDIBLE;

/** How much of a sound's energy is one tone, 0 to 1 (Goertzel). @param {Int16Array} samples @param {number} hz */
function toneShare(samples, hz) {
  const turn = 2 * Math.cos((2 * Math.PI * hz) / RATE);
  let before = 0;
  let last = 0;
  let energy = 0;
  for (const sample of samples) {
    const next = sample + turn * last - before;
    before = last;
    last = next;
    energy += sample * sample;
  }
  const power = before * before + last * last - turn * before * last;
  return energy ? (2 * power) / (energy * samples.length) : 0;
}

/** @param {Int16Array} samples @param {number} hz @param {number} [least] */
export function isTone(samples, hz, least = 0.7) {
  return !isSilent(samples) && toneShare(samples, hz) >= least;
}

/** Ringing as North American exchanges sound it: 440 and 480 Hz together. @param {Int16Array} samples */
export function isRinging(samples) {
  const [low, high] = [toneShare(samples, 440), toneShare(samples, 480)];
  return !isSilent(samples) && low + high > 0.7 && Math.min(low, high) > 0.2;
}

const WINDOW = RATE / 5;

/** Whether a tone was in there at any time, even under other sounds. @param {Int16Array} samples @param {number} hz */
export function hasTone(samples, hz) {
  for (let at = 0; at + WINDOW <= samples.length; at += WINDOW / 2)
    if (isTone(samples.subarray(at, at + WINDOW), hz, 0.3)) return true;
  return false;
}

/**
 * How alike two sounds are, 1 for the same at any loudness. Comparing every fourth sample is enough to tell,
 * and leaves the time to compare at every offset.
 * @param {Int16Array} a @param {number} atA @param {Int16Array} b @param {number} atB @param {number} length
 * @param {number} [step]
 */
function likeness(a, atA, b, atB, length, step = 4) {
  let product = 0;
  let energyA = 0;
  let energyB = 0;
  for (let i = 0; i < length; i += step) {
    const x = a[atA + i] ?? 0;
    const y = b[atB + i] ?? 0;
    product += x * y;
    energyA += x * x;
    energyB += y * y;
  }
  return energyA && energyB ? product / Math.sqrt(energyA * energyB) : 0;
}

const PIECE = RATE / 5;
/** An exchange may drop or repeat a packet or two: a piece may be this far from its place. */
const SLIP = (RATE * 3) / 100;
const ALIKE = 0.6;

/**
 * Where a prompt's own silence ends: the first packet of early sound may be lost, and then all of it stands before
 * the place where a whole prompt would begin.
 * @param {Int16Array} prompt
 */
function firstSound(prompt) {
  let at = 0;
  while (at < prompt.length && isSilent(prompt.subarray(at, at + RATE / 50))) at += RATE / 50;
  return at;
}

/** Looks for a prompt in what a phone hears, as it comes in. */
export class PromptSearch {
  #prompt;
  #looked;
  /** Where the prompt's audible pieces begin. @type {number[]} */
  #pieces = [];
  /** Where in the heard sound the prompt begins, once its opening was heard. @type {number | undefined} */
  begin;

  /** @param {Int16Array} prompt @param {number} [from] where in the heard sound to begin to look */
  constructor(prompt, from = 0) {
    this.#prompt = prompt;
    this.#looked = from;
    for (let at = firstSound(prompt); at + PIECE <= prompt.length; at += PIECE)
      if (!isSilent(prompt.subarray(at, at + PIECE))) this.#pieces.push(at);
    if (this.#pieces.length < 2) throw new Error('a prompt needs half a second of sound to be known by');
  }

  /** Whether the prompt has begun: its first two audible pieces are there. @param {Int16Array} heard */
  hasBegun(heard) {
    const opening = this.#pieces[0] ?? 0;
    const length = (this.#pieces[1] ?? 0) + PIECE - opening;
    for (; this.begin === undefined && this.#looked + length <= heard.length; this.#looked++)
      if (this.#beginsAt(heard, opening, length))
        this.begin = best(heard, this.#looked, this.#prompt, opening, length) - opening;
    return this.begin !== undefined;
  }

  /** A glance rules out nearly every place. @param {Int16Array} heard @param {number} opening @param {number} length */
  #beginsAt(heard, opening, length) {
    return (
      likeness(heard, this.#looked, this.#prompt, opening, length, 20) > ALIKE / 2 &&
      likeness(heard, this.#looked, this.#prompt, opening, length) > ALIKE
    );
  }

  /** How much of the prompt has been heard, 0 to 1. @param {Int16Array} heard */
  share(heard) {
    if (!this.hasBegun(heard)) return 0;
    let found = 0;
    let slip = this.begin ?? 0;
    for (const piece of this.#pieces) {
      const at = best(heard, slip + piece, this.#prompt, piece, PIECE);
      if (at + PIECE > heard.length || likeness(heard, at, this.#prompt, piece, PIECE) < ALIKE) continue;
      slip = at - piece;
      found++;
    }
    return found / this.#pieces.length;
  }

  /** Where in the heard sound the prompt ends or would have ended. */
  get end() {
    return (this.begin ?? 0) + this.#prompt.length;
  }

  /** Where in the heard sound its last audible piece ends or would have ended. */
  get lastWord() {
    return (this.begin ?? 0) + (this.#pieces.at(-1) ?? 0) + PIECE;
  }
}

/**
 * The place near `at` where the sound is most like the prompt's piece.
 * @param {Int16Array} heard @param {number} at @param {Int16Array} prompt @param {number} piece @param {number} length
 */
function best(heard, at, prompt, piece, length) {
  let place = at;
  let most = -1;
  for (let here = Math.max(0, at - SLIP); here <= at + SLIP; here++) {
    const alike = likeness(heard, here, prompt, piece, length);
    if (alike <= most) continue;
    place = here;
    most = alike;
  }
  return place;
}
