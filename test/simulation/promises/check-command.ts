import type { CallState } from '../../../src/call-flow/state.js';
import type { ExchangeCommand } from '../../../src/call-runtime/ports.js';
import type { Legs } from '../exchange/legs.js';
import type { Promises } from './broken.js';

/** Before a command is carried out: the state was kept, and what it is about is there, or was. */
export function checkCommand(
  promises: Promises,
  command: ExchangeCommand,
  legs: Legs | undefined,
  callId: string,
  state: { now: CallState | undefined; kept: CallState | undefined },
): void {
  const { type } = command;
  const isKept = state.now?.name === 'ended' || state.now === state.kept;
  promises.keep(isKept, callId, `${type} before the state was kept`);
  promises.keep(legs !== undefined, callId, `${type} for a call that is not there`);
  const offerId = calleeOf(command);
  // Who listens is told to the next process a moment after it has taken over.
  const isKnown = offerId === undefined || legs?.callees.has(offerId) === true || legs?.caller.hasBeenLeft;
  promises.keep(isKnown === true, callId, `${type} for a leg that never was`);
}

function calleeOf(command: ExchangeCommand): string | undefined {
  if (command.type === 'hang-up-callee') return command.offerId;
  const isToCallee = command.type === 'whisper' || command.type === 'accept' || command.type === 'ring-again';
  return isToCallee ? command.offer.offerId : undefined;
}
