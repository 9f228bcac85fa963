import { dialEnd, ringOutcome } from '../../../src/asterisk/ring-outcome.js';

describe('how ringing ended', () => {
  it.each([
    // The person called, or their number: any carrier would say the same.
    ['BUSY,17,486', 'busy'],
    ['BUSY,17,600', 'busy'],
    ['CHANUNAVAIL,0,302', 'busy'],
    ['BUSY,0,0', 'busy'],
    ['CONGESTION,21,603', 'declined'],
    ['CHANUNAVAIL,21,403', 'declined'],
    ['CHANUNAVAIL,0,606', 'declined'],
    ['CHANUNAVAIL,1,404', 'unreachable'],
    ['CHANUNAVAIL,28,484', 'unreachable'],
    ['CHANUNAVAIL,19,480', 'no-answer'],
    ['CANCEL,16,487', 'no-answer'],
    // Ours, whatever the carrier said meanwhile.
    ['NOANSWER,19,', 'no-answer'],
    ['NOANSWER,0,503', 'no-answer'],
    ['ANSWER,16,200', 'answered'],
    // The carrier: another one may do better.
    ['CONGESTION,34,503', 'trunk-failed'],
    ['CONGESTION,38,500', 'trunk-failed'],
    ['CHANUNAVAIL,27,502', 'trunk-failed'],
    ['CHANUNAVAIL,102,504', 'trunk-failed'],
    ['CHANUNAVAIL,18,408', 'trunk-failed'],
    ['CHANUNAVAIL,21,401', 'trunk-failed'],
    ['CHANUNAVAIL,21,407', 'trunk-failed'],
    ['CHANUNAVAIL,58,488', 'trunk-failed'],
    // Nobody was asked: there is no contact, or it is known to be dead.
    ['CHANUNAVAIL,20,0', 'trunk-failed'],
    ['CHANUNAVAIL,3,0', 'trunk-failed'],
    ['', 'trunk-failed'],
    // No status comes of several at once.
    ['CHANUNAVAIL,17', 'busy'],
    ['CHANUNAVAIL,21', 'declined'],
    ['CHANUNAVAIL,1', 'unreachable'],
    ['CHANUNAVAIL,19', 'no-answer'],
  ])('%s: %s', (told, outcome) => expect(ringOutcome(dialEnd(told.split(',')))).toBe(outcome));
});
