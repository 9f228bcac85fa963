import { refusal } from '../../../src/calling-policy/destination.js';

const ANYWHERE = { allow: [], refuse: [] };

describe('A number to be called', () => {
  it.each([
    ['an ordinary one', '+12025550142', undefined],
    ['premium rate', '+19005550100', 'costly-number'],
    ['shared cost', '+498001', 'no-such-number'],
    ['a personal number', '+15005550100', 'costly-number'],
    ['a short one', '+1911', 'no-such-number'],
    ['an emergency number', '+112', 'no-such-number'],
  ])('that is %s', (_, number, refused) => expect(refusal(number, ANYWHERE)).toBe(refused));

  it('is refused where the policy allows no calls', () => {
    expect(refusal('+12025550142', { allow: ['DE'], refuse: [] })).toBe('not-allowed');
    expect(refusal('+19005550100', { allow: ['+1900'], refuse: [] })).toBe('costly-number');
  });
});
