import { phoneNumber, toE164 } from '../../../src/common/phone-number.js';

describe('A telephone number', () => {
  it.each([
    ['+12025550100', '+12025550100'],
    [' +1 (202) 555-0100 ', '+12025550100'],
    ['+1.202.555.0100', '+12025550100'],
    ['+49 30 901820', '+4930901820'],
  ])('is normalised: %s', (text, number) => expect(toE164(text)).toBe(number));

  it('without a country code needs a country', () => {
    expect(toE164('(202) 555-0100')).toBeUndefined();
    expect(toE164('(202) 555-0100', 'US')).toBe('+12025550100');
    expect(toE164('2025550100', 'US')).toBe('+12025550100');
  });

  it.each([
    '',
    '+',
    '12',
    '+1',
    '+1202555010',
    '+1202555010000',
    'sip:+12025550100@x',
    '+12025550100;ext=1',
    '+1 202 555 0100 or so',
  ])('is not: %s', (text) => {
    expect(toE164(text)).toBeUndefined();
    const { error } = phoneNumber.safeParse(text);
    expect(error?.issues).toHaveLength(1);
  });
});
