import { HOUR } from '../../../src/guard/guess.js';
import { LOCAL_LIMITS, LocalGuesses } from '../../../src/guard/local-guesses.js';

describe('The guesses that one process counts by itself', () => {
  let guesses: LocalGuesses;
  let count = 0;
  const guess = (caller: string, at = 0) => ({
    id: String(++count),
    caller,
    extension: String(count),
    at,
  });
  const spend = () => {
    for (let i = 0; i < LOCAL_LIMITS.overall; i++) guesses.reserve(guess(`caller ${i}`), false);
  };

  beforeEach(() => (guesses = new LocalGuesses()));

  it('are few for a caller, and few for all', () => {
    expect([1, 2, 3].map(() => guesses.reserve(guess('one'), false))).toEqual([
      'granted',
      'granted',
      'caller-spent',
    ]);
    spend();
    expect(guesses.reserve(guess('two'), false)).toBe('overall-spent');
    expect(guesses.reserve(guess('two'), true)).toBe('granted');
  });

  it('are no more for all, however many dial one extension', () => {
    for (let i = 0; i < 100; i++)
      expect(guesses.reserve({ ...guess(`caller ${i}`), extension: 'the same' }, false)).toBe('granted');
  });

  it('are forgotten after an hour, when they were right, and on request', () => {
    const right = guess('one');
    guesses.reserve(right, false);
    guesses.giveBack(right);
    guesses.reserve(guess('one'), false);
    guesses.reserve(guess('one'), false);
    guesses.forget('one');
    expect(guesses.reserve(guess('one'), false)).toBe('granted');
    spend();
    expect(guesses.reserve(guess('two', HOUR - 1), false)).toBe('overall-spent');
    expect(guesses.reserve(guess('two', HOUR), false)).toBe('granted');
  });
});
