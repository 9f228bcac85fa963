import { goodFrom, judge, type StoredRecord } from '../../../bench/chaos/judge.mjs';
import type { Call } from '../../../bench/chaos/load.mjs';

const NUMBERS = ['+12025550100', '+12025550101'];

/** A call a second, to two numbers in turn, each of half a second. */
const calls = (many = 20): Call[] =>
  Array.from({ length: many }, (_, i) => ({
    number: String(NUMBERS[i % 2]),
    tried: i * 1000,
    answered: i * 1000 + 20,
    over: i * 1000 + 520,
  }));

const recordsOf = (made: Call[]): StoredRecord[] =>
  made.map(({ number, tried }) => ({ dialled: number, startedAt: tried + 5 }));

describe('what became of calls', () => {
  it('is nothing, when each was answered and has its record', () => {
    expect(judge(calls(), recordsOf(calls()))).toEqual({
      attempted: 20,
      failed: 0,
      wronglyEnded: 0,
      lost: 0,
      doubled: 0,
    });
  });

  it('counts a record that is missing', () => {
    expect(judge(calls(), recordsOf(calls()).toSpliced(7, 1))).toMatchObject({ lost: 1, doubled: 0 });
  });

  it('counts a record that is there twice', () => {
    const records = recordsOf(calls());
    expect(judge(calls(), [...records, ...records.slice(3, 4)])).toMatchObject({ lost: 0, doubled: 1 });
  });

  it('counts a record of no call', () => {
    const stray = { dialled: '+12025550102', startedAt: 3000 };
    expect(judge(calls(), [...recordsOf(calls()), stray])).toMatchObject({ lost: 0, doubled: 1 });
  });

  it('counts calls that were not answered, with a record or without', () => {
    const made: Call[] = calls().map((call, i) => (i < 2 ? { ...call, answered: undefined } : call));
    expect(judge(made, recordsOf(made).slice(1))).toMatchObject({ failed: 2, lost: 0, doubled: 0 });
  });

  it('takes a record without a number for that of a call that was not answered', () => {
    const made: Call[] = calls().map((call, i) => (i === 5 ? { ...call, answered: undefined } : call));
    const records = recordsOf(made).with(5, { dialled: null, startedAt: 5003 });
    expect(judge(made, records)).toMatchObject({ failed: 1, lost: 0, doubled: 0 });
    expect(judge(made, [...records, { dialled: null, startedAt: 5004 }])).toMatchObject({ doubled: 1 });
    expect(judge(calls(), records).doubled).toBe(1);
  });

  it('counts calls that somebody else hung up', () => {
    const made: Call[] = calls().map((call, i) =>
      i === 4 ? { ...call, over: undefined, ended: 4100 } : call,
    );
    expect(judge(made, recordsOf(made)).wronglyEnded).toBe(1);
  });
});

describe('when calls are as ever', () => {
  const bad = (...which: number[]): Call[] =>
    calls().map((call, i) => (which.includes(i) ? { ...call, answered: undefined } : call));

  it('is at once, when none fails', () => {
    expect(goodFrom(bad(), 500)).toBe(500);
  });

  it('is the first of ten good ones in a row', () => {
    expect(goodFrom(bad(2, 3, 6), 500)).toBe(7000);
  });

  it('looks at no call that was begun before', () => {
    expect(goodFrom(bad(2, 3), 3500)).toBe(3500);
  });

  it('is never, when too few follow', () => {
    expect(goodFrom(bad(9, 18), 500)).toBe(Infinity);
  });

  it('is not while calls are ended', () => {
    const made: Call[] = calls().map((call, i) => (i === 4 ? { ...call, ended: 4100 } : call));
    expect(goodFrom(made, 500)).toBe(5000);
  });
});
