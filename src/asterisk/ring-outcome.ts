import type { RingOutcome } from '../call-flow/plan.js';

/**
 * What Dial's DIALSTATUS and the callee's Q.850 cause mean for the call.
 * A callee that rejects (603 and 403 arrive as cause 21) has declined; SIP's other refusals are the carrier's.
 * `answered`: somebody picked up; whether they were joined is known from the joining alone.
 */
export function ringOutcome(dialStatus: string, cause: number): RingOutcome | 'answered' {
  if (dialStatus === 'ANSWER') return 'answered';
  if (dialStatus === 'BUSY' || cause === 17) return 'busy';
  if (cause === 21) return 'declined';
  if (dialStatus === 'NOANSWER' || dialStatus === 'CANCEL') return 'no-answer';
  return 'unreachable';
}

/** The same of a channel that was called without Dial: its cause is all there is (16, 18 and 19 are time-outs). */
export function calledOutcome(cause: number): RingOutcome {
  if (cause === 17) return 'busy';
  if (cause === 21) return 'declined';
  return [16, 18, 19].includes(cause) ? 'no-answer' : 'unreachable';
}
