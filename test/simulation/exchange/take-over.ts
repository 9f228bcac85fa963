import type { CallState } from '../../../src/call-flow/state.js';
import type { CallerLeg } from './caller-leg.js';
import type { FakeExchange } from './fake-exchange.js';

/** Calls that a process which is gone has left, as src/asterisk/kept-calls.ts takes them over. */
export function takeOver(exchange: FakeExchange, state: CallState, caller: CallerLeg): void {
  const { name, facts } = state;
  const legs = exchange.book.open(facts.callId, caller);
  legs.isTakenOver = true;
  legs.isHandedOver = name === 'ringing' || name === 'connected';
  legs.isBeingCalled = name === 'asking';
  const going = name === 'ringing' || name === 'asking' ? 'given-up' : 'joined';
  legs.offerIds = facts.attempts.filter(({ outcome }) => outcome === going).map(({ offerId }) => offerId);
  exchange.runtime.adopt(state);
}
