import type { Asterisk } from './asterisk.js';
import type { CallerLeg } from './caller-leg.js';
import type { FakeExchange } from './fake-exchange.js';
import type { Legs } from './legs.js';

/**
 * After a connection was (re)made, as src/asterisk/reconciliation.ts: what was said meanwhile is made up for. `later`
 * is the way of the answer: what happens in between is told by itself as well.
 */
export function compareNotes(
  service: FakeExchange,
  asterisk: Asterisk,
  later: (task: () => void) => void,
): void {
  const callers = [...asterisk.callers].filter(({ place }) => place === 'stasis');
  const callees = [...asterisk.callees];
  const talking = new Set([...asterisk.callers].filter(({ dial }) => dial?.isTalkedIn));
  later(() => {
    for (const legs of service.book.all()) tellWhereabouts(service, legs, talking);
    for (const caller of callers) enterUnheard(service, caller);
    for (const callee of callees) {
      if (service.book.ofCallee(callee)) continue;
      if (callee.phase === 'listening') service.calleeAnswered(callee);
      if (callee.phase === 'waiting') service.oneOfSeveralOver(callee, ...callee.overWith);
    }
    for (const legs of service.book.all()) endSaying(service, legs);
  });
}

function tellWhereabouts(service: FakeExchange, legs: Legs, talking: Set<CallerLeg>): void {
  const { caller } = legs;
  service.mayHaveRung(legs);
  if (!caller.isThere && caller.place !== 'none') service.callerGone(caller, 16);
  else if (talking.has(caller)) service.legsJoined(caller);
}

function enterUnheard(service: FakeExchange, caller: CallerLeg): void {
  const legs = service.book.ofCaller(caller);
  const { entered } = caller;
  if (
    legs &&
    !(legs.isHandedOver && entered === 'rung') &&
    !(legs.isBeingCalled && entered === 'line-answered')
  )
    return;
  if (entered === 'arrived') service.callArrived(caller);
  if (entered === 'rung') service.cameBack(caller);
  if (entered === 'line-answered') service.lineAnswered(caller);
}

function endSaying(service: FakeExchange, { callId }: Legs): void {
  const state = service.runtime.stateOf(callId);
  if (state && 'saying' in state && state.saying !== null) service.askForSaying(callId, state.saying);
}
