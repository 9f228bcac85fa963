import { askOf, DOCTOR_1 } from '../call-flow/cast.js';
import { CALL, switchboard } from './switchboard.js';

const REQUEST = askOf(DOCTOR_1).requestId;

/** The owner has picked up and heard the question. */
function asked() {
  const all = switchboard();
  all.runtime.ask(CALL, askOf(DOCTOR_1));
  all.runtime.post(CALL, { type: 'line-answered' });
  all.spoken();
  return all;
}

/** The code was right, and yes or no was asked for. */
async function confirming() {
  const all = asked();
  all.press('471108');
  await all.consents.checks.give('right');
  all.spoken();
  all.diary();
  return all;
}

describe('a consent call', () => {
  it('is kept before the line is called', () => {
    const { runtime, diary } = switchboard();
    runtime.ask(CALL, askOf(DOCTOR_1));
    expect(diary()).toEqual(['call save asking', 'call call-line']);
  });

  it('has its code checked and its yes recorded, and nothing settled', async () => {
    const { consents, press, hangUp, records } = await confirming();
    press('1');
    await consents.records.give();
    hangUp();
    expect(consents.asked).toEqual([
      `${REQUEST}: answered in ${CALL}`,
      `${REQUEST}: is it 471108?`,
      `${REQUEST}: yes in ${CALL}`,
    ]);
    expect(records.taken).toMatchObject([{ kind: 'consent', outcome: 'consent-given' }]);
  });

  it('goes on although it cannot be told that the line has answered, which is complained of', async () => {
    const all = switchboard();
    all.consents.begin = () => Promise.reject(new Error('away'));
    all.runtime.ask(CALL, askOf(DOCTOR_1));
    all.runtime.post(CALL, { type: 'line-answered' });
    await new Promise(setImmediate);
    expect(all.complaints).toEqual([`${CALL} away`]);
    expect(all.runtime.stateOf(CALL)).toMatchObject({ name: 'verifying' });
  });

  it('keeps no code once it is complete', async () => {
    const { runtime, press } = asked();
    press('471108');
    expect(JSON.stringify(runtime.stateOf(CALL))).not.toContain('471108');
  });

  it('is settled without a yes', async () => {
    const { consents, press, hangUp } = await confirming();
    press('2');
    hangUp();
    expect(consents.asked.at(-1)).toBe(`${REQUEST}: refused in ${CALL}`);
  });

  it.each([
    ['checked', (all: Awaited<ReturnType<typeof confirming>>) => all.consents.checks],
    ['recorded', (all: Awaited<ReturnType<typeof confirming>>) => all.consents.records],
  ])('that cannot be %s is told so, complained of, and ends as failed', async (what, answers) => {
    const all = what === 'checked' ? asked() : await confirming();
    all.press(what === 'checked' ? '471108' : '1');
    all.diary();
    await answers(all).fail();
    expect(all.diary()).toEqual(['call save ending', 'call say']);
    expect(all.complaints).toEqual([`${CALL} away`]);
    all.hangUp();
    expect(all.consents.asked.at(-1)).toBe(`${REQUEST}: failed in ${CALL}`);
    expect(all.records.taken).toMatchObject([{ outcome: 'failed' }]);
  });

  it('ends although its end cannot be settled, which is complained of', async () => {
    const { runtime, consents, complaints, hangUp, records } = asked();
    hangUp();
    await consents.settlements.fail();
    expect(complaints).toEqual([`${CALL} away`]);
    expect(records.taken).toMatchObject([{ outcome: 'consent-unconfirmed' }]);
    expect(runtime.has(CALL)).toBe(false);
  });

  it('that ended while its code was checked takes no notice of the answer', async () => {
    const { consents, press, hangUp, records, diary, complaints } = asked();
    press('471108');
    hangUp();
    diary();
    await consents.checks.give('right');
    expect(diary()).toEqual([]);
    expect(records.taken).toHaveLength(1);
    expect(complaints).toEqual([]);
  });

  it('that ended while its code was checked ends once, though the check fails', async () => {
    const { consents, press, hangUp, records } = asked();
    press('471108');
    hangUp();
    await consents.checks.fail();
    expect(consents.asked.filter((one) => one.endsWith(`in ${CALL}`))).toEqual([
      `${REQUEST}: answered in ${CALL}`,
      `${REQUEST}: hung-up in ${CALL}`,
    ]);
    expect(records.taken).toHaveLength(1);
  });

  it('waits for its yes though the owner has hung up', async () => {
    const { runtime, consents, press, hangUp, records, diary } = await confirming();
    press('1');
    hangUp();
    expect(records.taken).toEqual([]);
    diary();
    await consents.records.give();
    expect(diary()).toEqual(['call forget']);
    expect(records.taken).toMatchObject([{ outcome: 'consent-given' }]);
    expect(runtime.has(CALL)).toBe(false);
  });

  it('waits no longer for its yes than it may', async () => {
    const { consents, press, hangUp, records, clock } = await confirming();
    press('1');
    hangUp();
    clock.turn(5_000);
    expect(records.taken).toMatchObject([{ outcome: 'failed' }]);
    await consents.records.give();
    expect(records.taken).toHaveLength(1);
    expect(consents.asked.at(-1)).toBe(`${REQUEST}: failed in ${CALL}`);
  });

  it('lets a service that ends wait for its yes', async () => {
    const { runtime, consents, press, hangUp, records } = await confirming();
    press('1');
    const stopped = runtime.stop(2_000);
    hangUp();
    await consents.records.give();
    await stopped;
    expect(records.taken).toMatchObject([{ outcome: 'consent-given' }]);
  });

  it('is not brought down by a part that throws instead of rejecting', async () => {
    const { consents, press, complaints, runtime } = asked();
    consents.checkCode = () => {
      throw new Error('a bug');
    };
    press('471108');
    await Promise.resolve();
    expect(complaints).toEqual([`${CALL} a bug`]);
    expect(runtime.stateOf(CALL)).toMatchObject({ name: 'ending', outcome: 'failed' });
  });
});
