import { judge, spark } from '../../../bench/soak/flatness.mjs';

const SOME = { share: 0.1, number: 0 };

describe('a series of a soak', () => {
  it('that grows in its first fifth only is flat', () => {
    expect(judge([10, 60, 100, 101, 99, 100, 102, 100, 101, 100], SOME)).toMatchObject({ grows: false });
  });

  it('that grows a little each time is found', () => {
    const leaking = Array.from({ length: 10 }, (_, round) => 100 + 3 * round);
    expect(judge(leaking, SOME)).toEqual({ before: 109, after: 124, grows: true });
  });

  it('of counts grows by one more than it may', () => {
    const counts = [5, 5, 5, 5, 5, 5, 5, 7, 7, 7];
    expect(judge(counts, { share: 0, number: 2 }).grows).toBe(false);
    expect(judge(counts, { share: 0, number: 1 }).grows).toBe(true);
  });

  it('is not judged by a single peak', () => {
    expect(judge([1, 1, 1, 1, 1, 1, 1, 1, 90, 1], SOME).grows).toBe(false);
  });

  it('of values that were not had is no proof', () => {
    expect(() => judge([1, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN], SOME)).toThrow('too few values');
  });

  it('is drawn from its least to its most', () => {
    expect(spark([0, 7, 3.5, 7])).toBe('▁█▅█');
  });
});
