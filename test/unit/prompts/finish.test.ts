import { tone } from '../../../scripts/lib/phones/sound.mjs';
import { FINISH, finish } from '../../../src/prompts/finish.js';
import { join, silence, speech } from '../audio/speech.js';

const db = (value: number) => 20 * Math.log10(value / 32767);
const peak = (samples: Int16Array) => samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
const rms = (samples: Int16Array) => Math.sqrt(samples.reduce((sum, s) => sum + s * s, 0) / samples.length);
const finished = (samples: Int16Array) => finish(samples) ?? new Int16Array();

describe('a prompt made fit for the telephone', () => {
  it.each([100, 1000, 8000])('is as loud as every other, spoken at %i', (loudness) => {
    const middle = finished(tone(700, 1, loudness)).subarray(1000, 8000);
    expect(db(rms(middle))).toBeCloseTo(FINISH.speechDb, 0);
  });

  it('is never clipped, however uneven it was', () => {
    const uneven = join(tone(700, 2, 1000), tone(700, 0.02, 30000), tone(700, 2, 1000));
    expect(db(peak(finished(uneven)))).toBeLessThanOrEqual(FINISH.peakDb + 0.01);
  });

  it('loses the silence around it for short pauses of known length', () => {
    const out = finished(join(silence(0.7), tone(700, 1), silence(1.3)));
    expect(out.length).toBe(((FINISH.headMs + FINISH.tailMs) / 1000 + 1) * 8000);
    expect(peak(out.subarray(0, 470))).toBe(0);
    expect(peak(out.subarray(-1590))).toBe(0);
    expect(peak(out.subarray(-1700, -1590))).toBeGreaterThan(1000);
  });

  it('keeps the pauses within', () => {
    const pieces = [speech(1, 0.5), silence(0.4), speech(2, 0.5)];
    expect(finished(join(...pieces)).length).toBeGreaterThan(1.4 * 8000);
  });

  it.each([
    ['nothing', new Int16Array()],
    ['silence', silence(2)],
    ['a click', join(silence(0.5), tone(700, 0.03), silence(0.5))],
  ])('is none where there was %s', (_, samples) => expect(finish(samples)).toBeUndefined());
});
