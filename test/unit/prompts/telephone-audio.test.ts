import { fromUlaw } from '../../../scripts/lib/phones/sound.mjs';
import { holdMusic } from '../../../src/prompts/hold-music.js';
import { durationMs, encodeMuLaw } from '../../../src/prompts/telephone-audio.js';

describe('µ-law', () => {
  it('has the bytes of G.711 at its corners', () => {
    expect([...encodeMuLaw(Int16Array.of(0, -1, 32767, -32768))]).toEqual([0xff, 0x7f, 0x80, 0x00]);
  });

  it('comes back within a sixteenth of each sample', () => {
    const samples = Int16Array.from({ length: 4096 }, (_, i) => i * 16 - 32760);
    const heard = fromUlaw(encodeMuLaw(samples));
    const wrong = samples.filter(
      (sample, i) => Math.abs((heard[i] ?? 0) - sample) > Math.abs(sample) / 16 + 8,
    );
    expect([...wrong]).toEqual([]);
  });

  it('takes 8000 bytes a second', () => expect(durationMs(8000)).toBe(1000));
});

describe('the music on hold', () => {
  const music = holdMusic();
  const heard = fromUlaw(music);

  it('is long enough not to tire and begins anew without a seam', () => {
    expect(durationMs(music.length)).toBe(36_000);
    // Across the seam it goes on as it went: no click, and what rang at the end still rings at the beginning.
    const [before = 0, last = 0, first = 0, next = 0] = [-2, -1, 0, 1].map((i) => heard.at(i));
    expect(Math.abs(last)).toBeGreaterThan(50);
    expect(Math.abs(first - last - (last - before))).toBeLessThan(60);
    expect(Math.abs(next - first - (first - last))).toBeLessThan(60);
  });

  it('stays below speech and is never silent', () => {
    for (let at = 0; at < heard.length; at += 4000) {
      const half = heard.subarray(at, at + 4000);
      const rms = Math.sqrt(half.reduce((sum, s) => sum + s * s, 0) / half.length);
      expect(20 * Math.log10(rms / 32767)).toBeLessThan(-22);
      expect(20 * Math.log10(rms / 32767)).toBeGreaterThan(-45);
    }
  });
});
