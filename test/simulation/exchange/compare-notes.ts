import type { Whereabouts } from '../../../src/call-flow/event.js';
import type { Asterisk } from './asterisk.js';
import type { CallerLeg } from './caller-leg.js';
import type { Ear } from './ear.js';
import type { Legs } from './legs.js';

/**
 * After a connection was (re)made, as src/asterisk/reconciliation.ts: what was said meanwhile is made up for. `later`
 * is the way of the answer: what happens in between is told by itself as well.
 */
export function compareNotes(service: Ear, asterisk: Asterisk, later: (task: () => void) => void): void {
  const { book } = service.exchange;
  const places = new Map(book.all().map((legs) => [legs, whereabouts(legs)]));
  const callers = [...asterisk.callers].filter(({ place }) => place === 'stasis');
  const callees = [...asterisk.callees];
  later(() => {
    // Who came in between was heard.
    for (const [legs, caller] of places) if (!legs.isOver) tell(service, legs, caller);
    for (const caller of callers) enterUnheard(service, caller);
    for (const callee of callees) {
      if (book.ofCallee(callee)) continue;
      if (callee.phase === 'listening') service.calleeAnswered(callee);
      if (callee.phase === 'waiting') service.oneOfSeveralOver(callee, ...callee.overWith);
    }
    for (const legs of book.all()) endSaying(service, legs);
  });
}

/** Who has come back from Dial unheard is still Dial's: their coming back is told next. */
function whereabouts({ caller, ...legs }: Legs): Whereabouts {
  if (!caller.isThere) return 'gone';
  if (caller.dial?.isTalkedIn) return 'joined';
  const comesBack =
    (legs.isHandedOver && caller.entered === 'rung') ||
    (legs.isBeingCalled && caller.entered === 'line-answered');
  return caller.place !== 'stasis' || comesBack ? 'handed-over' : 'waiting';
}

function tell(service: Ear, legs: Legs, caller: Whereabouts): void {
  const { isTakenOver } = legs;
  if (caller === 'handed-over' || !isTakenOver) service.mayHaveRung(legs);
  legs.isTakenOver = false;
  if (isTakenOver && caller === 'waiting') legs.isHandedOver = false;
  if (isTakenOver) service.exchange.post(legs, { type: 'taken-over', caller });
  else if (caller === 'gone') service.exchange.post(legs, { type: 'caller-hung-up', cause: 16 });
  else if (caller === 'joined') service.legsJoined(legs.caller);
}

function enterUnheard(service: Ear, caller: CallerLeg): void {
  const legs = service.exchange.book.ofCaller(caller);
  if (legs && !isAwaited(service, legs)) return;
  if (caller.entered === 'arrived') service.callArrived(caller);
  if (caller.entered === 'rung') service.cameBack(caller);
  if (caller.entered === 'line-answered') service.lineAnswered(caller);
}

/** Its next entry into the app is the one that was missed; or the first, of a call that was taken over at once. */
function isAwaited({ exchange }: Ear, { callId, caller, ...legs }: Legs): boolean {
  if (caller.entered === 'arrived') return exchange.runtime.stateOf(callId)?.name === 'arriving';
  return caller.entered === 'rung' ? legs.isHandedOver : legs.isBeingCalled;
}

function endSaying(service: Ear, { callId }: Legs): void {
  const state = service.exchange.runtime.stateOf(callId);
  if (state && 'saying' in state && state.saying !== null) service.askForSaying(callId, state.saying);
}
