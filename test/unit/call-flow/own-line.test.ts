import type { CallRecord } from '../../../src/call-flow/record.js';
import { ARRIVAL, CALLER, DEDICATED, INSURANCE_1, lineEntry, offerOf } from './cast.js';
import { DrivenCall } from './driven-call.js';

/** Rings a number of one's own and hangs up. */
function recordOf(isFromOwnLine: boolean): CallRecord | undefined {
  const call = new DrivenCall();
  call.happen({ type: 'call-arrived', callId: 'call', ...ARRIVAL, dialled: DEDICATED });
  call.happen({ type: 'number-found', entry: { ...lineEntry(INSURANCE_1), isFromOwnLine } });
  call.happen({ type: 'line-found', offers: [offerOf(INSURANCE_1)] });
  const { commands } = call.happen({ type: 'caller-hung-up', cause: 16 });
  return commands.find((command) => command.type === 'write-record')?.record;
}

describe('a call to a number of its own', () => {
  it('from a direct line keeps nothing of that line', () => {
    expect(recordOf(true)).toMatchObject({ callerToken: null, sealedCaller: null, withheld: false });
  });

  it('from any other phone keeps who called', () => {
    expect(recordOf(false)).toMatchObject({ callerToken: CALLER.token, sealedCaller: CALLER.sealed });
  });
});
