/** What the guard did since the process started. */
export class GuardCounters {
  /** Extensions that were wrong, withdrawn, unlisted or at rest. */
  wrong = 0;
  /** Attempts refused because their caller had none left. */
  callerSpent = 0;
  /** Attempts of strangers refused because all callers together had none left. */
  overallSpent = 0;
  /** Attempts granted all the same, because their caller is known. */
  known = 0;
  /** Attempts decided without Redis. */
  local = 0;
}
