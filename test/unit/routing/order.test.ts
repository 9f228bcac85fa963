import { howManyAtOnce, inOrder, type Activity } from '../../../src/routing/order.js';
import { seeded } from './seeded.js';

const people = (...ids: string[]) => ids.map((professionalId) => ({ professionalId }));
const ids = (ordered: { professionalId: string }[]) =>
  ordered.map(({ professionalId }) => professionalId).join('');
const busy = (entries: Record<string, [endedAt: number, offeredAt: number]>) =>
  new Map(
    Object.entries(entries).map(([id, [endedAt, offeredAt]]): [string, Activity] => [
      id,
      { endedAt, offeredAt },
    ]),
  );

describe('the order of ringing', () => {
  const activity = busy({ a: [900, 100], b: [300, 200], c: [0, 400] });

  it('longest idle: by the end of the last conversation, or an offer that led to none', () => {
    expect(ids(inOrder(people('a', 'b', 'c'), 'longest-idle', activity))).toBe('bca');
  });

  it('round robin: by the last offer, however long the conversation was', () => {
    expect(ids(inOrder(people('c', 'b', 'a'), 'round-robin', activity))).toBe('abc');
  });

  it('puts whoever was never busy first', () => {
    for (const strategy of ['longest-idle', 'round-robin', 'all-at-once'] as const) {
      expect(ids(inOrder(people('a', 'b', 'new'), strategy, activity))).toMatch(/^new/);
    }
  });

  it('rings five at once at most', () => {
    expect([
      howManyAtOnce('longest-idle'),
      howManyAtOnce('round-robin'),
      howManyAtOnce('all-at-once'),
    ]).toEqual([1, 1, 5]);
  });

  it('loses nobody, invents nobody, leaves equals as they came and its argument alone', () => {
    const random = seeded(7);
    for (let i = 0; i < 500; i++) {
      const candidates = people(...Array.from({ length: Math.floor(random() * 12) }, (_, n) => `p${n}`));
      const before = [...candidates];
      const times = new Map(
        candidates.map(({ professionalId }): [string, Activity] => [
          professionalId,
          { endedAt: Math.floor(random() * 4), offeredAt: Math.floor(random() * 4) },
        ]),
      );
      const ordered = inOrder(candidates, 'round-robin', times);
      const key = ({ professionalId }: { professionalId: string }) =>
        times.get(professionalId)?.offeredAt ?? 0;
      const expected = [0, 1, 2, 3].flatMap((time) => before.filter((candidate) => key(candidate) === time));
      expect(ordered).toEqual(expected);
      expect(candidates).toEqual(before);
    }
  });
});
