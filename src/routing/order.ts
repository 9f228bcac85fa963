import type { Strategy } from './snapshot.js';

/** When a professional was last busy for the switchboard, in ms since the epoch; 0 is never. */
export interface Activity {
  endedAt: number;
  offeredAt: number;
}

/** Ring-all stops at five phones: more callees would only be disappointed. */
const MOST_AT_ONCE = 5;

export function howManyAtOnce(strategy: Strategy): number {
  return strategy === 'all-at-once' ? MOST_AT_ONCE : 1;
}

/** Who has waited longest comes first. Equals keep the order they came in. */
export function inOrder<T extends { professionalId: string }>(
  candidates: T[],
  strategy: Strategy,
  activity: Map<string, Activity>,
): T[] {
  const since = (candidate: T) => lastBusy(activity.get(candidate.professionalId), strategy);
  return [...candidates].sort((one, other) => since(one) - since(other));
}

/**
 * Being offered a call counts against idleness like a conversation: a phone that nobody
 * answers would else be the longest idle for ever, and every caller would wait for it first.
 */
function lastBusy(activity: Activity | undefined, strategy: Strategy): number {
  if (!activity) return 0;
  return strategy === 'round-robin' ? activity.offeredAt : Math.max(activity.endedAt, activity.offeredAt);
}
