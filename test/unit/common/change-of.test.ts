import { z } from 'zod';
import { changeOf } from '../../../src/common/change-of.js';

const change = changeOf(
  z.strictObject({ name: z.string().min(1), away: z.boolean().default(false), note: z.string().optional() }),
);

describe('A change', () => {
  it('leaves alone what it does not name, defaults included', () => {
    expect(change.parse({})).toEqual({});
    expect(change.parse({ name: 'x' })).toEqual({ name: 'x' });
    expect(change.parse({ away: true })).toEqual({ away: true });
  });

  it('is checked like the whole', () => {
    for (const wrong of [{ name: '' }, { away: 'yes' }, { away: null }, { other: 1 }]) {
      expect(change.safeParse(wrong).success).toBe(false);
    }
  });
});
