import { randomBytes } from 'node:crypto';
import { NumberSearch } from '../../privacy/number-search.js';
import { watched } from '../../privacy/watched.js';
import { writings } from '../../privacy/writings.js';

const NUMBER = '+12025550142';
const OTHERS = ['+12025550143', '+12025550124', '+12025550199'];
const search = new NumberSearch([NUMBER, ...OTHERS].map((number, i) => watched(number, `number ${i}`)));

const labels = (text: string | Buffer) => search.inText(Buffer.from(text)).map(({ number }) => number.label);

describe('the search for a number', () => {
  it.each(Object.entries(writings(NUMBER)))('finds it %s', (_, text) => {
    expect(new Set(labels(text))).toEqual(new Set(['number 0']));
    const before = Buffer.from('the number is <');
    expect(labels(Buffer.concat([before, Buffer.from(text), Buffer.from('>\r\nand on')]))).toContain(
      'number 0',
    );
  });

  it.each([
    ['another number', 'sip:+12025550144@host.example'],
    ['part of it', 'sip:555014@host.example, 2025550, 202-555-01'],
    ['digits far apart', '202, and 555, and 0142'],
    ['seven digits inside a name', 'branch z9hG4bKa5550142f'],
    ['a longer number without area code', '15550142000'],
    ['times and ids', '2025-05-05 01:42:13.202 8d1f5550-1422-4a55-9014-220255501320'],
  ])('does not find %s', (_, text) => {
    expect(labels(text)).toEqual([]);
  });

  it('says how it was written, once each', () => {
    const text = `${NUMBER} ${NUMBER} ${Buffer.from(NUMBER).toString('base64')}`;
    const found = search.inText(Buffer.from(text)).map(({ writing }) => writing);
    expect(found).toEqual(['digits', 'base64']);
  });

  it('finds several numbers in one text', () => {
    expect(labels(`${NUMBER}, then (202) 555-0199`)).toEqual(['number 0', 'number 3']);
  });

  it('finds it in sound, and finds nothing in noise', () => {
    const noise = randomBytes(1_000_000);
    expect(search.inBinary(noise)).toEqual([]);
    noise.write('2025550142', 500_000);
    expect(search.inBinary(noise)).toHaveLength(1);
  });

  it('finds it among keys', () => {
    expect(search.inKeys('112025550142#')).toHaveLength(1);
    expect(search.inKeys('11#2025#550142')).toHaveLength(0);
  });
});
