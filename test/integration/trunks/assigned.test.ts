import type { CallRecord } from '../../../src/call-flow/record.js';
import { CallRuntime } from '../../../src/call-runtime/call-runtime.js';
import {
  FakeClock,
  FakeConsents,
  FakeExchange,
  FakeProfessionals,
  FakeStates,
} from '../../unit/call-runtime/stand-ins.js';
import { Town } from '../sessions/town.js';

const NOW = new Date();
const PHONE = '+12025550110';
const NOBODYS = '+12025550199';
const KINDS = [
  ['of the switchboard', 'switchboard_numbers', '+12025550100', 'menu'],
  ['of its own', 'pass_through_numbers', '+12025550170', 'line'],
  ['of a session', 'session_numbers', '+12025550180', 'line'],
] as const;

/** Each called by who may: the caller of the one session. */
describe.each(KINDS)('A number %s that is assigned to a trunk', (_, table, number, kind) => {
  let town: Town;
  let own: string;
  let other: string;

  beforeAll(async () => {
    town = await Town.found();
    const person = await town.settle();
    await town.directory.addDedicatedNumber('+12025550170', person.listingId);
    await town.publish('+12025550180');
    await town.bind(
      PHONE,
      person,
      new Date(NOW.getTime() - 60_000),
      new Date(NOW.getTime() + 3_600_000),
      NOW,
    );
    [own, other] = [await town.directory.addTrunk(11), await town.directory.addTrunk(12)];
    await assign(own);
  });
  afterAll(() => town.leave());

  async function assign(trunkId: string | null): Promise<void> {
    await town.directory.database.query(`UPDATE ${table} SET trunk_id = $1 WHERE number = $2`, [
      trunkId,
      number,
    ]);
    await town.nodes[0].changes.changed({ kind: 'number', number });
  }

  const found = (dialled: string, trunk: string | null, node = town.nodes[0]) =>
    node.routing.findNumber(dialled, town.callerAt(PHONE), NOW, trunk);

  /** A whole call, of which only the telephone exchange and the time are pretended. */
  function recordOf(dialled: string, trunkId: string): Promise<CallRecord> {
    return new Promise((resolve) => {
      const [exchange, clock] = [new FakeExchange(), new FakeClock()];
      clock.turn(NOW.getTime());
      const runtime = new CallRuntime({
        exchange,
        routing: town.nodes[0].routing,
        professionals: new FakeProfessionals(),
        consents: new FakeConsents(),
        records: {
          take: (record) => resolve({ ...record, timeline: [...record.timeline, ...done(exchange)] }),
        },
        states: new FakeStates([]),
        maySteer: () => true,
        clock,
        complain: () => undefined,
      });
      exchange.whenever = (callId, { type }) => {
        if (type === 'say') runtime.post(callId, { type: 'prompts-finished', sayingId: 1 });
        if (type === 'hang-up') runtime.post(callId, { type: 'caller-hung-up', cause: 1 });
      };
      runtime.arrive('call', { leg: 'leg', dialled, caller: town.callerAt(PHONE), trunkId });
    });
  }

  it('is reached by that trunk and by our own phones', async () => {
    for (const trunk of [own, null])
      for (const node of town.nodes) expect(await found(number, trunk, node)).toMatchObject({ kind });
  });

  it('is answered to another like a number nobody has, as fast', async () => {
    const times: Record<string, number[]> = { [number]: [], [NOBODYS]: [] };
    for (let i = 0; i < 20; i++)
      for (const [dialled, took] of Object.entries(times)) {
        const began = performance.now();
        expect(await found(dialled, other)).toBeUndefined();
        took.push(performance.now() - began);
      }
    const median = (of: number[] = []) => of.sort((a, b) => a - b)[10] ?? 0;
    expect(median(times[number])).toBeGreaterThan(20);
    expect(Math.abs(median(times[number]) - median(times[NOBODYS]))).toBeLessThan(5);
  });

  it('is of another told, done and kept like a number nobody has', async () => {
    const [refused, unknown] = [await recordOf(number, other), await recordOf(NOBODYS, other)];
    expect(refused).toEqual(unknown);
    expect(refused).toMatchObject({
      outcome: 'number-unknown',
      dialled: null,
      arrivedBy: other,
      attempts: [],
    });
  });

  it('is reached by any once it is assigned to none, and by another once to that', async () => {
    await assign(null);
    for (const trunk of [own, other]) expect(await found(number, trunk)).toMatchObject({ kind });
    await assign(other);
    expect(await found(number, own)).toBeUndefined();
    expect(await found(number, other)).toMatchObject({ kind });
    await assign(own);
  });
});

/** What the exchange was asked to do, as entries of a story. */
const done = ({ diary }: FakeExchange) => diary.map((what) => ({ at: 0, what }));
