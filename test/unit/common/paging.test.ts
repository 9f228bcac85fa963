import { Problem } from '../../../src/common/problem.js';
import { cursorOf, cut, pageQuery, placeOf } from '../../../src/common/paging.js';

const place = { at: new Date('2026-03-01T10:00:00.123Z'), id: 'a' };

describe('A cursor', () => {
  it('leads back to its place, to the millisecond', () => {
    expect(placeOf(cursorOf(place))).toEqual(place);
    expect(cursorOf(place)).toMatch(/^[\w-]+$/);
  });

  it.each([
    '',
    'x',
    'null',
    '{}',
    '[]',
    '[1]',
    '["1","a"]',
    '[1,2]',
    '[1,"a",3]',
    '[-1,"a"]',
    '[1e99,"a"]',
    '[1.5,"a"]',
  ])('that is none of ours is refused: %s', (json) => {
    const cursor = Buffer.from(json).toString('base64url');
    expect(() => placeOf(cursor)).toThrow(Problem);
    expect(() => placeOf(cursor)).toThrow('cursor-invalid');
  });
});

describe('A page', () => {
  const rows = ['a', 'b', 'c'];
  const at = (id: string) => ({ at: place.at, id });

  it('ends where the next begins', () => {
    const { items, next } = cut(rows, 2, at);
    expect(items).toEqual(['a', 'b']);
    expect(placeOf(String(next))).toEqual(at('b'));
  });

  it('that holds the rest is the last', () => {
    expect(cut(rows, 3, at)).toEqual({ items: rows, next: null });
    expect(cut([], 3, at)).toEqual({ items: [], next: null });
  });

  it('has 1 to 200 items, 50 when nothing is said', () => {
    expect(pageQuery.parse({})).toEqual({ limit: 50 });
    expect(pageQuery.parse({ limit: '200' })).toEqual({ limit: 200 });
    for (const limit of ['0', '201', '1.5', 'x', ''])
      expect(pageQuery.safeParse({ limit }).success).toBe(false);
  });
});
