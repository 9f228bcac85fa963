import type { CallRecord } from '../call-flow/record.js';

/** A record that found no place but the log, which nothing erases: without what is kept of its caller. */
export function recordForLog({ callerToken: _token, sealedCaller: _sealed, ...record }: CallRecord) {
  return record;
}
