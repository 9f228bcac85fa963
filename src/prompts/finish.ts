import { SAMPLE_RATE } from './telephone-audio.js';

/** How a spoken prompt is made fit for the telephone. Part of every content key. */
export const FINISH = {
  /** RMS of the parts with speech in them, relative to full scale: clear, and no louder than people. */
  speechDb: -19,
  /** The loudest sample: room for what codecs add. */
  peakDb: -1.5,
  /** Below this, next to the loudest part, is silence. */
  silenceDb: -38,
  headMs: 60,
  tailMs: 200,
  /** Less speech than this is none. */
  shortestMs: 100,
} as const;

const FRAME = SAMPLE_RATE / 100;

interface Frame {
  at: number;
  power: number;
}

/** Trims the silence around the speech, brings it to one loudness and puts a known pause after it. */
export function finish(raw: Int16Array): Int16Array | undefined {
  const frames = spokenFrames(raw);
  const [first, last] = [frames[0], frames.at(-1)];
  if (!first || !last || frames.length * FRAME < samplesIn(FINISH.shortestMs)) return undefined;
  const speech = raw.subarray(first.at, last.at + FRAME);
  const gain = gainFor(speech, frames);
  const out = new Int16Array(samplesIn(FINISH.headMs) + speech.length + samplesIn(FINISH.tailMs));
  out.set(
    speech.map((sample) => Math.round(sample * gain)),
    samplesIn(FINISH.headMs),
  );
  return out;
}

/** The 10 ms pieces that are not silence. */
function spokenFrames(samples: Int16Array): Frame[] {
  const frames: Frame[] = [];
  for (let at = 0; at < samples.length; at += FRAME) {
    const frame = samples.subarray(at, at + FRAME);
    frames.push({ at, power: frame.reduce((sum, sample) => sum + sample * sample, 0) / frame.length });
  }
  const loudest = frames.reduce((most, { power }) => Math.max(most, power), 0);
  const silence = loudest * 10 ** (FINISH.silenceDb / 10);
  return frames.filter(({ power }) => power > silence);
}

function gainFor(speech: Int16Array, frames: Frame[]): number {
  const rms = Math.sqrt(frames.reduce((sum, { power }) => sum + power, 0) / frames.length);
  const peak = speech.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  return Math.min(fullScale(FINISH.speechDb) / rms, fullScale(FINISH.peakDb) / peak);
}

const fullScale = (db: number): number => 32767 * 10 ** (db / 20);
const samplesIn = (ms: number): number => (ms * SAMPLE_RATE) / 1000;
