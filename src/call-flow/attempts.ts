import type { CallEvent } from './event.js';
import type { RingOutcome } from './plan.js';
import type { Attempt } from './record.js';
import type { CallFacts } from './state.js';
import { note } from './step.js';

/** The INVITE to `whom` is on its way. Until more is known, nobody waits for it. */
export function dialled<Facts extends CallFacts>(
  facts: Facts,
  { at, offerId, trunkId }: CallEvent & { type: 'line-dialled' },
  whom: string,
): Facts {
  const attempt = { at, offerId, trunkId, outcome: 'given-up', cause: 0 } as const;
  return { ...note(facts, at, 'dialled', `${whom} by ${trunkId}`), attempts: [...facts.attempts, attempt] };
}

/** No carrier was asked: an operator who wonders why nobody rang is to find it here. */
export const notCalled = <Facts extends CallFacts>(
  facts: Facts,
  { at, reason }: CallEvent & { type: 'line-not-called' },
  whom: string,
): Facts => note(facts, at, 'not-called', `${whom} ${reason}`);

/** What became of the last attempt to reach `offerId`. */
export function attempted<Facts extends CallFacts>(
  facts: Facts,
  offerId: string,
  outcome: RingOutcome | 'joined',
  cause: number,
): Facts {
  const i = facts.attempts.findLastIndex((one) => one.offerId === offerId && one.outcome === 'given-up');
  const attempt = facts.attempts[i];
  return attempt ? { ...facts, attempts: facts.attempts.with(i, { ...attempt, outcome, cause }) } : facts;
}

/** Trunks that failed to reach `offerId`, the newest last. */
export const lostTrunks = ({ attempts }: CallFacts, offerId: string): string[] =>
  attempts.flatMap((one) => (one.offerId === offerId && one.outcome === 'trunk-failed' ? [one.trunkId] : []));

/** As a record has them: whom they were for stands elsewhere, and goes when the person goes. */
export const told = ({ attempts }: CallFacts): Attempt[] =>
  attempts.map(({ at, trunkId, outcome, cause }) => ({ at, trunkId, outcome, cause }));
