import { Problem } from '../common/problem.js';
import type { NodeLease } from '../redis/node-lease.js';

/** @throws Problem `standby` when another process has the calls. */
export function mustSteer({ isTaken }: NodeLease): void {
  if (!isTaken)
    throw new Problem(
      'standby',
      'Ask the process that steers the calls of this Asterisk, or again in a moment',
    );
}
