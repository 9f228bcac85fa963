import { LIMITS } from './consent-limits.js';
import type { ConsentRequest } from './consent-request.entity.js';
import type { ConsentRequestView } from './consent-requests.schema.js';

type Code = Pick<ConsentRequest, 'codeUsedAt' | 'wrongCodes' | 'expiresAt'>;

/** The code is of no use any more: it was used, was tried too often, or has run out. */
export const isSpent = ({ codeUsedAt, wrongCodes, expiresAt }: Code, now: Date): boolean =>
  codeUsedAt !== null || wrongCodes >= LIMITS.wrongCodes || expiresAt <= now;

/** Its call has not ended, as far as is known. */
export const isGoingOn = ({ state }: Pick<ConsentRequest, 'state'>): boolean =>
  state === 'calling' || state === 'answered';

/** The owner has not been heard yet, and could be. */
export const mayBeCalledAgain = (request: ConsentRequest, now: Date): boolean =>
  !isGoingOn(request) && !['given', 'refused'].includes(request.state) && !isSpent(request, now);

export function viewOf(request: ConsentRequest, now = new Date()): ConsentRequestView {
  const { codeHash: _, ...shown } = request;
  return { ...shown, state: stateOf(request, now), callAgain: mayBeCalledAgain(request, now) };
}

/** A call whose service died stays as it was until the code runs out; one with the right code may still end well. */
function stateOf(request: ConsentRequest, now: Date): ConsentRequestView['state'] {
  const { state, codeUsedAt, wrongCodes, expiresAt } = request;
  if (state === 'given' || state === 'refused' || codeUsedAt || wrongCodes >= LIMITS.wrongCodes) return state;
  return expiresAt <= now ? 'expired' : state;
}
