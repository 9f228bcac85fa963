/** How the lookups went since the process started. */
export class LookupCounters {
  /** Answered by Redis. */
  hits = 0;
  /** Of those, answered "there is none". */
  negatives = 0;
  /** Not in Redis, or Redis was away. */
  misses = 0;
  /** Asked of Postgres, refreshing included; fewer than misses, because lookups share them. */
  loads = 0;
  failedLoads = 0;
}
