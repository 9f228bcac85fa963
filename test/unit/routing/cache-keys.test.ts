import { cacheKeys, keyOf } from '../../../src/routing/cache/cache-keys.js';

describe('names in the cache', () => {
  it('a change drops the very key under which the answer is', () => {
    expect(keyOf({ kind: 'number', number: '+12025550100' })).toBe(cacheKeys.number('+12025550100'));
    expect(keyOf({ kind: 'extension', switchboardNumberId: 's', extension: 'e' })).toBe(
      cacheKeys.extension('s', 'e'),
    );
    expect(keyOf({ kind: 'listing', listingId: 'l' })).toBe(cacheKeys.listing('l'));
    expect(keyOf({ kind: 'category', categoryId: 'c' })).toBe(cacheKeys.category('c'));
    expect(keyOf({ kind: 'direct-line', professionalId: 'p' })).toBe(cacheKeys.sealedLine('p'));
  });

  it('tell numbers apart without naming them', () => {
    const keys = Array.from({ length: 100 }, (_, i) =>
      cacheKeys.number(`+120255501${String(i).padStart(2, '0')}`),
    );
    expect(new Set(keys).size).toBe(100);
    expect(keys.filter((key) => /\d{7}/.test(key.replace('{routing}:entry:', '')))).toEqual([]);
  });
});
