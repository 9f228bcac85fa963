import { ringOutcome } from '../../../src/asterisk/ring-outcome.js';

describe('how ringing ended', () => {
  it.each([
    ['BUSY', 17, 'busy'],
    ['CONGESTION', 21, 'declined'],
    ['CHANUNAVAIL', 21, 'declined'],
    ['NOANSWER', 19, 'no-answer'],
    ['NOANSWER', 0, 'no-answer'],
    ['CONGESTION', 34, 'unreachable'],
    ['CHANUNAVAIL', 1, 'unreachable'],
    ['CHANUNAVAIL', 20, 'unreachable'],
    ['', 0, 'unreachable'],
    ['ANSWER', 16, 'answered'],
  ])('DIALSTATUS %s with cause %d: %s', (status, cause, outcome) =>
    expect(ringOutcome(status, cause)).toBe(outcome),
  );
});
