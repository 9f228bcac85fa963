import { Recording, fromUlaw, fromWav, toUlaw, toWav, tone } from '../../../scripts/lib/phones/sound.mjs';

describe('sound', () => {
  it('reads every µ-law byte back as itself', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    // There are two zeroes, and one of them is enough.
    bytes[0x7f] = 0xff;
    expect(toUlaw(fromUlaw(bytes))).toEqual(bytes);
  });

  it('keeps µ-law within a thirtieth of the sample', () => {
    for (const sample of [-32000, -1000, -50, 0, 7, 900, 12345, 32000]) {
      const [heard] = fromUlaw(toUlaw(Int16Array.of(sample)));
      expect(Math.abs((heard ?? NaN) - sample)).toBeLessThanOrEqual(4 + Math.abs(sample) / 30);
    }
  });

  it('reads the WAV file it writes', () => {
    const samples = tone(300, 0.1);
    expect(fromWav(toWav(samples))).toEqual(samples);
  });

  it('keeps a recording of any length', () => {
    const recording = new Recording();
    for (let second = 0; second < 70; second++) recording.append(new Int16Array(8000).fill(second));
    expect(recording.samples.length).toBe(560_000);
    expect(recording.samples[8000 * 69 - 1]).toBe(68);
  });
});
