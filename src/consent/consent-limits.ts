import type { EntityManager } from 'typeorm';
import { Problem } from '../common/problem.js';
import { ConsentAttempt } from './consent-attempt.entity.js';

export const LIMITS = {
  /** Calls a day. */
  ofLine: 5,
  ofApplicant: 10,
  /** Wrong codes of one request, the last of which spends it. */
  wrongCodes: 3,
  /** How long a code is good, in ms. */
  codeMs: 15 * 60_000,
};

/** How many calls each had in a day, and whether one is going on: longer than the longest, as the service may have died. */
const CALLS = `
  SELECT count(*) FILTER (WHERE a.line_index = $1)::int AS "ofLine",
    count(*) FILTER (WHERE a.applicant_index = $2)::int AS "ofApplicant",
    count(*) FILTER (WHERE a.line_index = $1 AND r.state IN ('calling', 'answered')
      AND a.created_at > clock_timestamp() - interval '11 minutes')::int AS "now"
  FROM consent_attempts a LEFT JOIN consent_requests r ON r.id = a.request_id
  WHERE (a.line_index = $1 OR a.applicant_index = $2)
    AND a.created_at > clock_timestamp() - interval '1 day'`;

type Attempt = Pick<ConsentAttempt, 'requestId' | 'lineIndex' | 'applicantIndex'>;

/** Counts a call that is about to be made, or refuses it. Within the transaction that asks for the call. */
export async function countAttempt(manager: EntityManager, attempt: Attempt): Promise<void> {
  const { lineIndex, applicantIndex } = attempt;
  // One after the other, or all of those who ask at once would be the last. The line before the applicant, always:
  // two who each hold what the other waits for would wait for ever.
  for (const index of [lineIndex, applicantIndex])
    await manager.query('SELECT pg_advisory_xact_lock($1)', [index.readBigInt64BE().toString()]);
  const [calls] = await manager.query<{ ofLine: number; ofApplicant: number; now: number }[]>(CALLS, [
    lineIndex,
    applicantIndex,
  ]);
  if (!calls || calls.now > 0)
    throw new Problem('consent-call-in-progress', 'Wait until the call to this line has ended');
  if (calls.ofLine >= LIMITS.ofLine)
    throw exceeded(`The line was called ${LIMITS.ofLine} times within a day; try again tomorrow`);
  if (calls.ofApplicant >= LIMITS.ofApplicant)
    throw exceeded(
      `Lines were called ${LIMITS.ofApplicant} times for this applicant within a day; try tomorrow`,
    );
  await manager.insert(ConsentAttempt, attempt);
}

const exceeded = (detail: string) => new Problem('consent-attempts-exceeded', detail);
