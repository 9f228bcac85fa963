import { Overload } from '../../../src/asterisk/overload.js';

describe('too many calls', () => {
  const lines: unknown[] = [];
  let now = 0;
  const overload = new Overload(2, { warn: (line: unknown) => void lines.push(line) }, () => now);

  it('are those above the limit', () => {
    expect([0, 1, 2, 3].map((inProgress) => overload.refuses(inProgress))).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(overload.refused).toBe(2);
  });

  it('are told of once in a while, with their number', () => {
    expect(lines).toEqual([{ refused: 1, most: 2 }]);
    now = 9_999;
    overload.refuses(2);
    expect(lines).toHaveLength(1);
    now = 10_000;
    overload.refuses(2);
    expect(lines.at(-1)).toEqual({ refused: 3, most: 2 });
  });
});
