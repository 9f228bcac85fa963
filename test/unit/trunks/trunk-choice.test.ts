import { inOrder, presentedBy } from '../../../src/trunks/trunk-choice.js';
import { seeded } from '../routing/seeded.js';

const CALLED = '+12025550142';
const trunk = (id: string, settings: object = {}) => ({
  id,
  priority: 1,
  weight: 1,
  destinations: { allow: [] as string[], refuse: [] as string[] },
  ...settings,
});
const ids = (trunks: { id: string }[]) => trunks.map(({ id }) => id).join('');

describe('The choice of a trunk', () => {
  const draw = seeded(1);

  it('goes by priority before anything else', () => {
    const trunks = [trunk('b', { priority: 2, weight: 1000 }), trunk('a')];
    for (let i = 0; i < 100; i++) expect(ids(inOrder(trunks, CALLED, [], draw))).toBe('ab');
  });

  it('goes by weight among equals', () => {
    const trunks = [trunk('a', { weight: 3 }), trunk('b')];
    const first = Array.from({ length: 10_000 }, () => inOrder(trunks, CALLED, [], draw)[0]?.id);
    const share = first.filter((id) => id === 'a').length / first.length;
    expect(share).toBeGreaterThan(0.73);
    expect(share).toBeLessThan(0.77);
  });

  it('leaves out those that failed already', () => {
    expect(ids(inOrder([trunk('a'), trunk('b')], CALLED, ['a'], draw))).toBe('b');
  });

  it.each([
    [{ allow: ['US'], refuse: [] }, true],
    [{ allow: ['+44'], refuse: [] }, false],
    [{ allow: ['CA'], refuse: [] }, false],
    [{ allow: [], refuse: ['US'] }, false],
    [{ allow: ['+1202'], refuse: ['US'] }, true],
    [{ allow: ['US'], refuse: ['+1202'] }, false],
    [{ allow: ['US'], refuse: ['+1'] }, true],
    [{ allow: ['US'], refuse: ['US'] }, false],
    [{ allow: [], refuse: ['+44'] }, true],
  ])('keeps to the destinations %j', (destinations, may) => {
    expect(inOrder([trunk('a', { destinations })], CALLED, [], draw)).toHaveLength(may ? 1 : 0);
  });

  it('presents what the carrier allows', () => {
    const presentedNumbers = ['+12025550100', '+12025550101'];
    expect(presentedBy({ presentedNumbers }, '+12025550101')).toBe('+12025550101');
    expect(presentedBy({ presentedNumbers }, '+12025550102')).toBe('+12025550100');
    expect(presentedBy({ presentedNumbers: [] }, '+12025550102')).toBe('+12025550102');
  });
});
