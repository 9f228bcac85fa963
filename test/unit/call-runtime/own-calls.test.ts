import { ARRIVAL, DOCTOR_1, LAST_CALLER, offerToCall, ownEntry } from '../call-flow/cast.js';
import { CALL, switchboard } from './switchboard.js';

/** A professional hears their own menu. */
async function serving() {
  const all = switchboard();
  all.runtime.arrive(CALL, ARRIVAL);
  await all.routing.answerNumber(ownEntry(DOCTOR_1));
  all.diary();
  return all;
}

describe('a professional who calls from the direct line', () => {
  it('is changed, and told when it is done', async () => {
    const { professionals, press, diary } = await serving();
    press('2');
    expect(professionals.asked).toEqual([`${DOCTOR_1} away`]);
    expect(diary()).toEqual(['call save changing', 'call stop-saying']);
    await professionals.changes.give();
    expect(diary()).toEqual(['call save serving', 'call say']);
  });

  it('is told when a change cannot be made, and the operator reads why', async () => {
    const { runtime, professionals, press, complaints } = await serving();
    press('2');
    await professionals.changes.fail();
    expect(complaints).toEqual([`${CALL} away`]);
    expect(runtime.stateOf(CALL)).toMatchObject({
      name: 'serving',
      own: { professional: { away: false } },
    });
  });

  it('is changed though they have hung up meanwhile', async () => {
    const { professionals, press, hangUp, records, diary } = await serving();
    press('99');
    hangUp();
    diary();
    await professionals.changes.give();
    expect(professionals.asked).toEqual([`${DOCTOR_1} withdraw-consent`]);
    expect(records.taken).toMatchObject([{ kind: 'professional', outcome: 'served' }]);
    expect(diary()).toEqual([]);
  });

  it('gives back what was reserved for calling back when they are gone', async () => {
    const { routing, press, hangUp } = await serving();
    press('1');
    hangUp();
    await routing.answerLine({ offers: [offerToCall(DOCTOR_1, LAST_CALLER)] });
    expect(routing.searches).toMatchObject([{ target: { kind: 'last-caller', professionalId: DOCTOR_1 } }]);
    expect(routing.released).toEqual([{ callId: CALL, professionalIds: [DOCTOR_1], spokeUntil: null }]);
  });
});
