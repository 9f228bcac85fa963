import { PromptSearch, hasTone, isRinging, isSilent, isTone } from '../../../scripts/lib/phones/hearing.mjs';
import { RATE, fromUlaw, toUlaw, tone } from '../../../scripts/lib/phones/sound.mjs';
import { join, silence, speech } from './speech.js';

const overTheLine = (sound: Int16Array): Int16Array => fromUlaw(toUlaw(sound));
const louder = (sound: Int16Array, factor: number): Int16Array => sound.map((sample) => sample * factor);
const both = (a: Int16Array, b: Int16Array): Int16Array => a.map((sample, i) => (sample + (b[i] ?? 0)) / 2);
const packet = RATE / 50;

describe('a tone', () => {
  it('is told from its neighbours, from speech and from silence', () => {
    const heard = overTheLine(tone(700, 0.2));
    expect(isTone(heard, 700)).toBe(true);
    expect(isTone(heard, 720)).toBe(false);
    expect(isTone(speech(1, 0.2), 700)).toBe(false);
    expect(isTone(silence(0.2), 700)).toBe(false);
  });

  it('is found under speech', () => {
    const mixed = both(louder(speech(1, 1), 0.3), tone(1300, 1));
    expect(hasTone(mixed, 1300)).toBe(true);
    expect(hasTone(speech(1, 1), 1300)).toBe(false);
  });

  it('is not ringing, and ringing is not a tone', () => {
    const low = tone(440, 0.2);
    const ringing = both(low, tone(480, 0.2));
    expect(isRinging(overTheLine(ringing))).toBe(true);
    expect(isRinging(low)).toBe(false);
    expect(isTone(ringing, 440)).toBe(false);
  });
});

describe('a prompt', () => {
  const prompt = speech(7, 3);
  const listen = (heard: Int16Array) => new PromptSearch(prompt).share(overTheLine(heard));

  it('is known after silence and another prompt', () => {
    expect(listen(join(silence(0.37), speech(8, 2), prompt, silence(0.5)))).toBe(1);
  });

  it('is known at any loudness', () => {
    expect(listen(join(silence(0.2), louder(prompt, 0.2), silence(0.2)))).toBe(1);
  });

  it('is known with a packet lost here and one repeated there', () => {
    const [first, second, third] = [
      prompt.slice(0, 7000),
      prompt.slice(7000 + packet, 15000),
      prompt.slice(15000 - packet),
    ];
    expect(listen(join(silence(0.2), first, second, third, silence(0.2)))).toBeGreaterThan(0.8);
  });

  it('is known when it is the first sound of all, and the first packet of its own silence was lost', () => {
    const withHead = join(silence(0.06), prompt);
    const search = new PromptSearch(withHead);
    expect(search.share(overTheLine(withHead.subarray(packet)))).toBe(1);
  });

  it('is not taken for another', () => {
    const others = join(...[11, 12, 13, 14, 15, 16].map((seed) => speech(seed, 2)));
    expect(listen(others)).toBe(0);
  });

  it('was half heard when it was cut off', () => {
    const share = listen(join(prompt.slice(0, RATE * 1.5), silence(2)));
    expect(share).toBeGreaterThan(0.3);
    expect(share).toBeLessThan(0.6);
  });

  it('is recognised while it comes in, packet by packet', () => {
    const heard = join(silence(1), prompt);
    const search = new PromptSearch(prompt);
    let begun = 0;
    for (let at = packet; at <= heard.length && !begun; at += packet)
      if (search.hasBegun(heard.subarray(0, at))) begun = at;
    expect(begun).toBeLessThan(RATE * 1.5);
    expect(search.begin).toBe(RATE);
  });

  it('is looked for from a given place only, so that a second saying is a second', () => {
    const twice = join(prompt, silence(1), prompt);
    expect(new PromptSearch(prompt, RATE).hasBegun(twice)).toBe(true);
    expect(new PromptSearch(prompt, RATE * 5).hasBegun(twice)).toBe(false);
  });
});

test('silence is a line with little noise', () => {
  expect(isSilent(silence(1))).toBe(true);
  expect(isSilent(louder(speech(1, 1), 0.001))).toBe(true);
  expect(isSilent(speech(1, 1))).toBe(false);
});
