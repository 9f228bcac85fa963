import { encodeMuLaw, SAMPLE_RATE } from './telephone-audio.js';

/** Four bars of broken chords, slow and soft, of our own making: nobody is owed anything for it. Hz. */
const BARS = [
  [261.63, 329.63, 392.0, 493.88],
  [220.0, 261.63, 329.63, 392.0],
  [349.23, 440.0, 523.25, 659.26],
  [196.0, 293.66, 392.0, 440.0],
];
const NOTE_SECONDS = 0.75;
const RING_SECONDS = 4;
const LOUDNESS = 3000;

/** Patterns over a chord, one a round, so that the same four bars do not tire. */
const PATTERNS = [
  [0, 1, 2, 3],
  [0, 2, 1, 3],
  [3, 2, 1, 0],
];

/** 36 s; what rings on past the end is laid over the beginning, so that the loop has no seam. */
export function holdMusic(): Uint8Array {
  const notes = PATTERNS.flatMap((pattern) => BARS.flatMap((bar) => pattern.map((i) => bar[i] ?? 0)));
  const sum = new Float64Array(notes.length * NOTE_SECONDS * SAMPLE_RATE);
  notes.forEach((hertz, i) => ring(sum, i * NOTE_SECONDS * SAMPLE_RATE, hertz));
  return encodeMuLaw(Int16Array.from(sum, Math.round));
}

function ring(sum: Float64Array, start: number, hertz: number): void {
  for (let n = 0; n < RING_SECONDS * SAMPLE_RATE; n++) {
    const t = n / SAMPLE_RATE;
    const loudness = Math.min(1, t / 0.02) * Math.exp(-1.6 * t) * (1 - t / RING_SECONDS);
    const at = (start + n) % sum.length;
    sum[at] = (sum[at] ?? 0) + LOUDNESS * loudness * tone(hertz, t);
  }
}

/** A fundamental and two overtones that die sooner: a soft bell. */
const tone = (hertz: number, t: number): number =>
  [1, 0.4, 0.15].reduce(
    (sum, share, i) => sum + share * Math.exp(-i * t) * Math.sin(2 * Math.PI * hertz * (i + 1) * t),
    0,
  );
