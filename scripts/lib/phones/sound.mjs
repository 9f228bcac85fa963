import { readFile } from 'node:fs/promises';

/** Samples a second, everywhere in here: what a telephone carries. */
export const RATE = 8000;

/** µ-law byte -> 16 bit sample (G.711). */
const ULAW = Int16Array.from({ length: 256 }, (_, byte) => {
  const code = ~byte & 0xff;
  const size = (((code & 0x0f) << 3) + 0x84) << ((code & 0x70) >> 4);
  return code & 0x80 ? 0x84 - size : size - 0x84;
});

/** @param {Uint8Array} bytes @returns {Int16Array} */
export function fromUlaw(bytes) {
  return Int16Array.from(bytes, (byte) => /** @type {number} */ (ULAW[byte]));
}

/** 16 bit sample -> µ-law byte, by the size's leading bit. @param {number} sample */
function ulawByte(sample) {
  const size = Math.min(Math.abs(sample), 32635) + 0x84;
  const exponent = 24 - Math.clz32(size);
  return ~((sample < 0 ? 0x80 : 0) | (exponent << 4) | ((size >> (exponent + 3)) & 0x0f)) & 0xff;
}

/** @param {Int16Array} samples @returns {Uint8Array} */
export function toUlaw(samples) {
  return Uint8Array.from(samples, ulawByte);
}

/** @param {number} hz @param {number} seconds @param {number} [loudness] @returns {Int16Array} */
export function tone(hz, seconds, loudness = 8000) {
  const turn = (2 * Math.PI * hz) / RATE;
  return Int16Array.from({ length: seconds * RATE }, (_, i) => Math.round(loudness * Math.sin(turn * i)));
}

/** @param {Uint8Array} bytes little-endian 16 bit samples @returns {Int16Array} */
function fromSlin(bytes) {
  // Copied, since a view must begin at an even byte.
  return new Int16Array(Uint8Array.from(bytes).buffer, 0, bytes.length >> 1);
}

/** The samples of a telephone recording: mono, 8 kHz. @param {Buffer} file @returns {Int16Array} */
export function fromWav(file) {
  if (file.toString('latin1', 0, 4) !== 'RIFF') throw new Error('not a WAV file');
  let at = 12;
  while (file.toString('latin1', at, at + 4) !== 'data') at += 8 + file.readUInt32LE(at + 4);
  return fromSlin(file.subarray(at + 8, at + 8 + file.readUInt32LE(at + 4)));
}

/** @param {Int16Array} samples @returns {Buffer} */
export function toWav(samples) {
  const data = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20); // PCM
  head.writeUInt16LE(1, 22); // one channel
  head.writeUInt32LE(RATE, 24);
  head.writeUInt32LE(RATE * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}

/** @param {string} path .wav, .ulaw or .sln @returns {Promise<Int16Array>} */
export async function readSound(path) {
  const file = await readFile(path);
  if (path.endsWith('.wav')) return fromWav(file);
  return path.endsWith('.ulaw') ? fromUlaw(file) : fromSlin(file);
}

/** Sound that grows while it is heard. */
export class Recording {
  #samples = new Int16Array(RATE * 30);
  length = 0;

  /** @param {Int16Array} more */
  append(more) {
    while (this.length + more.length > this.#samples.length) {
      const larger = new Int16Array(this.#samples.length * 2);
      larger.set(this.#samples);
      this.#samples = larger;
    }
    this.#samples.set(more, this.length);
    this.length += more.length;
  }

  /** A view, not a copy. */
  get samples() {
    return this.#samples.subarray(0, this.length);
  }

  /** @param {number} length @returns {Int16Array} */
  last(length) {
    return this.#samples.subarray(Math.max(0, this.length - length), this.length);
  }
}
