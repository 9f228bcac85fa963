import { createRequire } from 'node:module';
import { getCountries, getExampleNumber, type CountryCode } from 'libphonenumber-js';
import { asE164, asWritten } from '../../../src/trunks/number-format.js';
import type { NumberFormat } from '../../../src/trunks/trunk.entity.js';

const examples = createRequire(import.meta.url)('libphonenumber-js/examples.mobile.json');
const STYLES: NumberFormat['style'][] = ['e164', 'plain', 'national', 'international'];
const ofCountry = (country: CountryCode) => getExampleNumber(country, examples)?.number ?? [];
/** Of every tenth country, and of the country itself. */
const some = getCountries().filter((_, i) => i % 10 === 0);

describe('Numbers on a trunk', () => {
  it.each<[NumberFormat, string]>([
    [{ style: 'e164' }, '+12025550142'],
    [{ style: 'plain' }, '12025550142'],
    [{ style: 'national' }, '2025550142'],
    [{ style: 'plain', prefix: '99*' }, '99*12025550142'],
  ])('are written %j', (format, written) => {
    expect(asWritten('+12025550142', format, 'US')).toBe(written);
    expect(asE164(written, format, 'US')).toBe('+12025550142');
  });

  it('of another country are dialled as from this one', () => {
    expect(asWritten('+12025550142', { style: 'national' }, 'DE')).toBe('0012025550142');
    expect(asWritten('+442079460123', { style: 'international' }, 'US')).toBe('011442079460123');
    expect(asWritten('+442079460123', { style: 'national' }, 'GB')).toBe('02079460123');
  });

  it.each(STYLES)(
    'come back as they went, from every country to every country: %s',
    (style) => {
      const lost: string[] = [];
      for (const country of getCountries())
        for (const number of [country, ...some].flatMap(ofCountry))
          for (const prefix of [undefined, '99*']) {
            const format = { style, prefix };
            if (asE164(asWritten(number, format, country), format, country) !== number)
              lost.push(`${number.slice(0, 5)} in ${country}`);
          }
      expect(lost).toEqual([]);
    },
    60_000,
  );

  it.each(['', 'anonymous', '+1', '*98', '12', 'sip:+12025550142@x'])(
    'that are none are none: %s',
    (text) => {
      for (const style of STYLES) expect(asE164(text, { style }, 'US')).toBeUndefined();
    },
  );
});
