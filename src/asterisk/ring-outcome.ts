import type { RingOutcome } from '../call-flow/plan.js';

/** What is known of a call that was not answered. */
export interface DialEnd {
  /** Dial's DIALSTATUS; undefined for a channel that was called without Dial. */
  dialStatus?: string;
  /** Q.850. */
  cause: number;
  /** The carrier's last SIP status; 0 where it gave none. */
  status: number;
}

/** `DIALSTATUS,HANGUPCAUSE,SIP status`, as the dialplan tells them. */
export const dialEnd = ([dialStatus = '', cause = '', status = '']: string[]): DialEnd => ({
  dialStatus,
  cause: Number(cause) || 0,
  status: Number(status) || 0,
});

/** Final statuses that speak for the person called, or for the number: another carrier would say the same. */
const OF_CALLEE: Record<number, RingOutcome> = {
  403: 'declined',
  404: 'unreachable',
  410: 'unreachable',
  480: 'no-answer',
  484: 'unreachable',
  486: 'busy',
  487: 'no-answer',
  600: 'busy',
  603: 'declined',
  604: 'unreachable',
};

/**
 * What became of a callee. `answered`: somebody picked up; whether they were joined is known from the joining alone.
 *
 * The SIP status tells more than the Q.850 cause that Asterisk makes of it (ast_sip_hangup_sip2cause in res_pjsip.c):
 * of a decline (603) and of wrong credentials (401) alike it makes 21. 408 is also what PJSIP itself says when a
 * carrier does not answer at all. What is left is the carrier's: other 4xx, 5xx, nothing.
 */
export function ringOutcome({ dialStatus, cause, status }: DialEnd): RingOutcome | 'answered' {
  if (dialStatus === 'ANSWER') return 'answered';
  // Also of who redirects calls (3xx): they do not take this one, and nobody is followed.
  if (dialStatus === 'BUSY' || cause === 17) return 'busy';
  // Our own time-out and our own cancelling come first, whatever the carrier said of them afterwards.
  if (dialStatus === 'NOANSWER' || dialStatus === 'CANCEL') return 'no-answer';
  if (status < 300) return byCause(cause, dialStatus);
  if (status < 400) return 'busy';
  return OF_CALLEE[status] ?? (status >= 600 ? 'declined' : 'trunk-failed');
}

/**
 * No status came: of several phones, and where the carrier was not even asked. A line called without Dial that ends
 * for no reason at all may have been redirected: that is not to be tried again.
 */
function byCause(cause: number, dialStatus: string | undefined): RingOutcome {
  if (cause === 21) return 'declined';
  if (dialStatus === undefined && cause === 0) return 'unreachable';
  if (cause === 1 || cause === 22 || cause === 28) return 'unreachable';
  return cause === 16 || cause === 19 ? 'no-answer' : 'trunk-failed';
}
