import {
  ARRIVAL,
  DOCTOR_1,
  INSURANCE_1,
  INSURANCE_2,
  lineEntry,
  menuEntry,
  offerOf,
} from '../call-flow/cast.js';
import type { FakeRouting } from './stand-ins.js';
import { CALL, searching, switchboard } from './switchboard.js';

describe('a call in its mailbox', () => {
  it('is kept before anything is done about it', async () => {
    const { runtime, routing, press, diary } = switchboard();
    runtime.arrive(CALL, ARRIVAL);
    expect(diary()).toEqual(['call save arriving']);
    await routing.answerNumber(menuEntry);
    expect(diary()).toEqual(['call save choosing', 'call answer', 'call say']);
    press('1');
    expect(diary()).toEqual(['call save entering', 'call stop-saying', 'call say']);
  });

  it('is not kept again when nothing has changed', async () => {
    const { runtime, diary } = await searching();
    diary();
    runtime.post(CALL, { type: 'legs-joined' });
    expect(diary()).toEqual([]);
  });

  it('hears of one thing after the other, even of what its own commands bring about', async () => {
    const { runtime, routing, exchange, diary } = switchboard();
    exchange.whenever = (callId, command) => {
      // Five files are missing, so that a call which apologises for ever fails here instead of hanging.
      if (command.type === 'say' && command.sayingId <= 5) {
        runtime.post(callId, { type: 'prompts-failed', sayingId: command.sayingId, prompt: 'greeting' });
      }
    };
    runtime.arrive(CALL, ARRIVAL);
    await routing.answerNumber(menuEntry);
    expect(diary()).toEqual([
      'call save arriving',
      ...['call save choosing', 'call answer', 'call say'],
      ...['call save ending', 'call say'],
      ...['call save ending', 'call hang-up'],
    ]);
  });

  it('finishes its commands before it takes what they bring about', async () => {
    const { runtime, routing, exchange, diary } = switchboard();
    exchange.whenever = (callId, { type }) => {
      if (type === 'answer') runtime.post(callId, { type: 'hang-up-requested' });
    };
    runtime.arrive(CALL, ARRIVAL);
    await routing.answerNumber(menuEntry);
    expect(diary().slice(1)).toEqual([
      'call save choosing',
      'call answer',
      'call say',
      'call save ending',
      'call hang-up',
    ]);
  });

  it('carries out what comes behind a command that threw', async () => {
    const { runtime, routing, exchange, records, hangUp } = await searching();
    await routing.answerLine({ offers: [offerOf(INSURANCE_1)] });
    runtime.post(CALL, { type: 'callee-answered', offerId: offerOf(INSURANCE_1).offerId });
    exchange.whenever = () => {
      throw new Error('a bug');
    };
    hangUp();
    expect(routing.released).toHaveLength(1);
    expect(records.taken).toHaveLength(1);
    expect(runtime.has(CALL)).toBe(false);
  });

  it('is told of a command that threw', async () => {
    const { routing, exchange, diary } = await searching();
    exchange.whenever = (_, { type }) => {
      if (type === 'ring') throw new Error('a bug');
    };
    diary();
    await routing.answerLine({ offers: [offerOf(INSURANCE_1)] });
    expect(diary()).toEqual(['call save ringing', 'call ring', 'call save offering', 'call say']);
  });

  it('has the time of the clock on everything', async () => {
    const { runtime, clock, hangUp, records } = switchboard();
    runtime.arrive(CALL, ARRIVAL);
    clock.turn(2_500);
    hangUp();
    expect(records.taken[0]).toMatchObject({ startedAt: 1_000, endedAt: 3_500, outcome: 'abandoned' });
  });
});

describe('the timer of a call', () => {
  it('tells that a deadline has passed', async () => {
    const { clock, diary } = await searching();
    diary();
    clock.turn(4_999);
    expect(diary()).toEqual([]);
    clock.turn(1);
    expect(diary()).toEqual(['call save ending', 'call say']);
  });

  it('is one, and the newest', async () => {
    const { runtime, routing, clock, press, diary } = switchboard();
    runtime.arrive(CALL, ARRIVAL);
    await routing.answerNumber(menuEntry);
    press('60');
    expect(clock.pending).toBe(1);
    clock.turn(3_000);
    press('4');
    expect(clock.pending).toBe(1);
    diary();
    clock.turn(3_999);
    expect(diary()).toEqual([]);
    clock.turn(1);
    expect(diary()).toEqual(['call save choosing', 'call say']);
  });

  it('stays when nothing has changed', async () => {
    const { runtime, clock, diary } = await searching();
    clock.turn(3_000);
    runtime.post(CALL, { type: 'legs-joined' });
    diary();
    clock.turn(2_000);
    expect(diary()).toEqual(['call save ending', 'call say']);
  });

  it('is called off at the end', async () => {
    const { clock, hangUp } = await searching();
    hangUp();
    expect(clock.pending).toBe(0);
  });
});

describe('the end of a call', () => {
  it('writes the record once and forgets once', async () => {
    const { runtime, hangUp, records, states, diary } = await searching();
    diary();
    expect([...states.kept.keys()]).toEqual([CALL]);
    expect(runtime.has(CALL)).toBe(true);
    hangUp();
    hangUp();
    expect(diary()).toEqual(['call forget']);
    expect(states.kept.size).toBe(0);
    expect(records.taken).toHaveLength(1);
    expect(runtime.has(CALL)).toBe(false);
    expect(runtime.states()).toEqual([]);
  });

  it('writes the record before it forgets', async () => {
    const { runtime, hangUp, records, exchange } = await searching();
    exchange.forget = () => expect(records.taken).toHaveLength(1);
    hangUp();
    expect(runtime.has(CALL)).toBe(false);
    expect.assertions(2);
  });

  it('is not undone by what arrives in the same breath', async () => {
    const { runtime, routing, exchange, records, diary } = await searching();
    await routing.answerLine({ offers: [offerOf(INSURANCE_1)] });
    exchange.whenever = (callId, { type }) => {
      if (type !== 'whisper') return;
      runtime.post(callId, { type: 'caller-hung-up', cause: 16 });
      runtime.post(callId, { type: 'caller-hung-up', cause: 16 });
      runtime.post(callId, { type: 'legs-joined' });
    };
    diary();
    runtime.post(CALL, { type: 'callee-answered', offerId: offerOf(INSURANCE_1).offerId });
    expect(diary()).toEqual(['call save ringing', 'call whisper', 'call hang-up-callee', 'call forget']);
    expect(records.taken).toHaveLength(1);
    expect(routing.released).toEqual([{ callId: CALL, professionalIds: [INSURANCE_1], spokeUntil: null }]);
  });

  it('is known to whoever tells the call something later', async () => {
    const { runtime, hangUp } = await searching();
    expect(runtime.post(CALL, { type: 'legs-joined' })).toBe(true);
    hangUp();
    expect(runtime.post(CALL, { type: 'legs-joined' })).toBe(false);
    expect(runtime.post('never there', { type: 'legs-joined' })).toBe(false);
  });

  it('leaves other calls alone', async () => {
    const { runtime, hangUp, clock, diary } = await searching();
    runtime.arrive('other', { ...ARRIVAL, caller: null });
    hangUp();
    expect(runtime.states().map(({ facts }) => facts.callId)).toEqual(['other']);
    diary();
    clock.turn(5_000);
    expect(diary()).toEqual(['other save ending', 'other say']);
  });
});

describe('a lookup for a call', () => {
  it('asks for the line with the time and with whom not to ring', async () => {
    const { runtime, routing } = await searching();
    await routing.answerLine({ offers: [offerOf(INSURANCE_1)] });
    runtime.post(CALL, { type: 'ringing-ended', outcome: 'busy', cause: 17 });
    runtime.post(CALL, { type: 'key-pressed', key: '1' });
    expect(routing.searches.at(-1)).toEqual({
      target: { kind: 'category', categoryId: 'insurance' },
      except: [INSURANCE_1],
      now: new Date(1_000),
    });
  });

  it('gives a reservation back that comes after the caller has gone', async () => {
    const { routing, hangUp } = await searching();
    hangUp();
    await routing.answerLine({ offers: [offerOf(INSURANCE_1), offerOf(INSURANCE_2)] });
    expect(routing.released).toEqual([
      { callId: CALL, professionalIds: [INSURANCE_1, INSURANCE_2], spokeUntil: null },
    ]);
  });

  it('gives a reservation back that comes while the call says goodbye', async () => {
    const { routing, clock } = await searching();
    clock.turn(5_000);
    await routing.answerLine({ offers: [offerOf(INSURANCE_1)] });
    expect(routing.released).toEqual([{ callId: CALL, professionalIds: [INSURANCE_1], spokeUntil: null }]);
  });

  it('has nothing to give back when nobody was found for a caller who has gone', async () => {
    const { routing, hangUp } = await searching();
    hangUp();
    await routing.answerLine({ reason: 'busy', categoryId: 'insurance' });
    expect(routing.released).toEqual([]);
  });

  it('tells until when somebody spoke', async () => {
    const { runtime, routing, clock } = switchboard();
    runtime.arrive(CALL, ARRIVAL);
    await routing.answerNumber(lineEntry(DOCTOR_1));
    await routing.answerLine({ offers: [offerOf(DOCTOR_1)] });
    runtime.post(CALL, { type: 'legs-joined' });
    clock.turn(60_000);
    runtime.post(CALL, { type: 'ringing-ended', outcome: 'answered', cause: 16 });
    expect(routing.released).toEqual([
      { callId: CALL, professionalIds: [DOCTOR_1], spokeUntil: new Date(61_000) },
    ]);
  });

  it.each([
    ['that fails is told to the call', (routing: FakeRouting) => routing.fail(), 'lookup-failed'],
    ['may find nothing', (routing: FakeRouting) => routing.answerNumber(undefined), 'said'],
  ])('of a number %s', async (_, answer, what) => {
    const { runtime, routing, diary } = switchboard();
    runtime.arrive(CALL, ARRIVAL);
    diary();
    await answer(routing);
    expect(diary()).toEqual(['call save ending', 'call say']);
    expect(runtime.states()[0]?.facts.timeline[1]?.what).toBe(what);
  });

  it('of a line that fails is told to the call', async () => {
    const { runtime, routing, complaints } = await searching();
    await routing.fail();
    expect(runtime.states()[0]).toMatchObject({ name: 'ending', outcome: 'failed' });
    expect(complaints).toEqual([`${CALL} away`]);
  });

  it('that fails after the caller has gone is nobody’s concern', async () => {
    const { routing, hangUp, records } = await searching();
    hangUp();
    await routing.fail();
    expect(records.taken).toHaveLength(1);
  });
});

describe('a service that ends', () => {
  it('lets go of callers it speaks to, and is done when they are gone', async () => {
    const { runtime, hangUp, records, diary } = await searching();
    diary();
    const stopped = runtime.stop(2_000);
    expect(diary()).toEqual(['call save ending', 'call hang-up']);
    hangUp();
    await stopped;
    expect(records.taken).toMatchObject([{ outcome: 'failed' }]);
  });

  it('waits no longer than it was told', async () => {
    const { runtime, clock } = await searching();
    const stopped = runtime.stop(2_000);
    clock.turn(2_000);
    await expect(stopped).resolves.toBeUndefined();
  });

  it('lets go of who calls while the service ends', async () => {
    const { runtime, diary, hangUp, records } = await searching();
    const stopped = runtime.stop(2_000);
    diary();
    runtime.arrive('another', ARRIVAL);
    expect(diary()).toEqual(['another save arriving', 'another save ending', 'another hang-up']);
    runtime.post('another', { type: 'caller-hung-up', cause: 16 });
    hangUp();
    await stopped;
    expect(records.taken).toHaveLength(2);
  });

  it('leaves joined legs alone, with a record and nobody reserved', async () => {
    const { runtime, routing, records, diary } = await searching();
    const offer = offerOf(INSURANCE_1);
    await routing.answerLine({ offers: [offer] });
    runtime.post(CALL, { type: 'legs-joined' });
    diary();
    await runtime.stop(2_000);
    expect(diary()).toEqual(['call forget']);
    expect(records.taken).toMatchObject([{ outcome: 'connected' }]);
    expect(routing.released.flatMap(({ professionalIds }) => professionalIds)).toEqual([
      offer.professionalId,
    ]);
  });
});

describe('a service that is followed by another', () => {
  it('leaves its calls as they are, kept, and does nothing for them any more', async () => {
    const { runtime, states, records, diary, clock, press } = await searching();
    states.kept.clear();
    diary();
    await runtime.handOver();
    clock.turn(60_000);
    press('1');
    expect(diary()).toEqual([]);
    expect(records.taken).toEqual([]);
    expect(states.kept.get(CALL)).toMatchObject({ name: 'searching' });
  });

  it('does nothing while another process may have the calls, and makes up for it in order', async () => {
    const { runtime, steering, diary, press, clock, states } = await searching();
    steering.isSure = false;
    diary();
    const before = states.kept.get(CALL);
    press('1');
    clock.turn(60_000);
    expect(diary()).toEqual([]);
    expect(states.kept.get(CALL)).toBe(before);
    steering.isSure = true;
    runtime.resume();
    expect(states.kept.get(CALL)).not.toBe(before);
  });

  it('has nothing to make up for in calls that another process took', async () => {
    const { runtime, steering, diary, hangUp, records } = await searching();
    steering.isSure = false;
    hangUp();
    diary();
    runtime.abandon();
    steering.isSure = true;
    runtime.resume();
    expect(diary()).toEqual([]);
    expect(records.taken).toEqual([]);
  });

  it('reserves nobody for a call that it has left', async () => {
    const { runtime, routing } = await searching();
    await runtime.handOver();
    const offer = offerOf(INSURANCE_1);
    await routing.answerLine({ offers: [offer] });
    expect(routing.released.map(({ professionalIds }) => professionalIds)).toEqual([[offer.professionalId]]);
  });

  it('keeps them where they cannot be kept for the next', async () => {
    const { runtime, states, hangUp, records } = await searching();
    states.isAway = true;
    await expect(runtime.handOver()).rejects.toThrow('away');
    hangUp();
    expect(records.taken).toHaveLength(1);
  });
});
