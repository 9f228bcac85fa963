import type { CountryCode } from 'libphonenumber-js';
import { inbound } from '../trunks/inbound.js';

const dialledNumber = (text: string, country: CountryCode) => inbound([], country).e164(text, null);

describe('a number as a carrier sends it', () => {
  it.each(['+12025550100', '12025550100', '2025550100', '202-555-0100', '(202) 555-0100', '01112025550100'])(
    '%s is read as E.164',
    (dialled) => expect(dialledNumber(dialled, 'US')).toBe('+12025550100'),
  );

  it.each(['+12025550100', '0012025550100'])('%s is read as from another country', (dialled) =>
    expect(dialledNumber(dialled, 'GB')).toBe('+12025550100'),
  );

  it.each([
    '',
    's',
    'anonymous',
    '100',
    '+',
    '555',
    '+1202555010012345',
    'call 2025550100 now',
    '9'.repeat(5000),
  ])('%.20s is none', (dialled) => expect(dialledNumber(dialled, 'US')).toBeUndefined());
});
