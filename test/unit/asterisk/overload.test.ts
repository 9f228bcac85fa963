import { Overload } from '../../../src/asterisk/overload.js';

describe('too many calls', () => {
  const lines: unknown[] = [];
  let now = 0;
  let late = 100;
  const most = { calls: 2, lateness: 100 };
  const log = { warn: (...line: unknown[]) => void lines.push(line) };
  const overload = new Overload(
    most,
    () => late,
    log,
    () => now,
  );

  it('are those above the limit', () => {
    expect([0, 1, 2, 3].map((inProgress) => overload.refuses(inProgress))).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(overload.refused).toEqual({ 'too-many': 2, 'too-slow': 0 });
  });

  it('are told of once in a while, with their number', () => {
    const many = expect.stringContaining('MAX_CALLS');
    expect(lines).toEqual([[{ refused: 1, most }, many]]);
    now = 9_999;
    overload.refuses(2);
    expect(lines).toHaveLength(1);
    now = 10_000;
    overload.refuses(2);
    expect(lines.at(-1)).toEqual([{ refused: 3, most }, many]);
  });

  it('are all while the service is later than it may be', () => {
    now = 20_000;
    late = 101;
    expect(overload.refuses(0)).toBe(true);
    expect(lines.at(-1)).toEqual([{ refused: 1, most }, expect.stringContaining('MAX_LATENESS')]);
    late = 0;
    expect(overload.refuses(0)).toBe(false);
    expect(overload.refused).toEqual({ 'too-many': 4, 'too-slow': 1 });
  });
});
