import { entryOf, newLease, readKept } from '../../../src/routing/cache/cache-entry.js';

describe('what is kept under a key', () => {
  it.each([{ deep: { values: [1, null] } }, 'text', '', '?', 0, false])(
    '%j is read as it was written',
    (value) => {
      expect(readKept(entryOf(value, 42))).toEqual({ at: 42, value });
    },
  );

  it('none is an answer too', () => {
    expect(readKept(entryOf(undefined, 42))).toEqual({ at: 42, value: null });
  });

  it('a lease is none, and no two are alike', () => {
    expect(readKept(newLease())).toBeUndefined();
    expect(newLease()).not.toBe(newLease());
  });
});
