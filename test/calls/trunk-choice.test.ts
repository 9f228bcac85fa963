import { talk } from './support/conversation.js';
import type { Person } from './support/people.js';
import { SippPeer } from './support/sipp-peer.js';
import { useSwitchboard } from './support/switchboard.js';
import { isCalled, isCalledWith, receives, replies } from './sipp/scenario.js';

const NUMBERS = ['+12025550101', '+12025550102'] as const;
const SHOWN = '+12025550109';

describe('the trunk that a call leaves by', () => {
  const board = useSwitchboard();
  let people: Person[];
  let first: string;
  let second: string;

  beforeAll(async () => {
    const doctor = await board.people.category('Doctor', '医生');
    people = [];
    for (const number of NUMBERS) {
      const person = await board.people.professional(`Doctor of ${number}`, doctor, { acceptance: false });
      await board.people.dedicated(person, number);
      people.push(person);
    }
    second = (await board.api.get('trunks')).items[0].id;
    // To the same phones, so that only the record tells which of the two it was.
    const settings = { host: '127.0.0.1', port: board.place.demoSipPort, priority: 50, probeSeconds: 0 };
    first = (await board.api.post('trunks', { name: 'first', ...settings })).id;
  }, 30_000);

  async function trunksSince(from: string): Promise<string[]> {
    const deadline = Date.now() + 5000;
    for (;;) {
      const { items } = await board.api.get(`call-records?from=${from}`);
      const found = NUMBERS.map((number) => items.find(({ dialled }: any) => dialled === number)?.trunkId);
      if (!found.includes(undefined)) return found;
      if (Date.now() > deadline) throw new Error('There are no records of both calls');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async function recordSince(from: string): Promise<any> {
    for (;;) {
      const [record] = (await board.api.get(`call-records?from=${from}`)).items;
      if (record) return board.api.get(`call-records/${record.id}`);
    }
  }

  /** Two callers talk at the same time; the trunks that their calls left by, in the order in which they rang. */
  async function twoCalls(): Promise<string[]> {
    const from = new Date().toISOString();
    const callers = [];
    for (const [i, number] of NUMBERS.entries()) {
      const caller = await board.phones.call(number);
      const phone = await people[i]!.line.called();
      await phone.answer();
      await talk(caller, phone);
      callers.push(caller);
    }
    for (const caller of callers) await caller.hangUp();
    return trunksSince(from);
  }

  it('is the one tried first, as long as it has room', async () => {
    expect(await twoCalls()).toEqual([first, first]);
    await board.api.patch(`trunks/${first}`, { maxCalls: 1 });
    expect(await twoCalls()).toEqual([first, second]);
    await board.api.patch(`trunks/${first}`, { maxCalls: null });
  });

  it('is one that is used for that destination', async () => {
    await board.api.patch(`trunks/${first}`, { destinations: { allow: [], refuse: ['+1202555'] } });
    expect(await twoCalls()).toEqual([second, second]);
    await board.api.patch(`trunks/${first}`, { destinations: { allow: [], refuse: [] } });
  });

  it('shows a number that its carrier allows', async () => {
    await board.api.patch(`trunks/${first}`, { presentedNumbers: [SHOWN] });
    const caller = await board.phones.call(NUMBERS[0]);
    expect((await people[0]!.line.called()).display.number).toBe(SHOWN);
    await caller.hangUp();
    await board.api.patch(`trunks/${first}`, { presentedNumbers: [] });
  });

  it('writes the number as its carrier wants it', async () => {
    const carrier = new SippPeer(board.place, '127.0.0.22');
    const numberFormats = { in: { style: 'e164' }, out: { style: 'plain', prefix: '9' } };
    await board.api.patch(`trunks/${first}`, { host: carrier.address, numberFormats });
    const called = await carrier.answer([
      isCalledWith('INVITE sip:9120255501'),
      replies('486 Busy Here'),
      receives('ACK'),
    ]);
    const caller = await board.phones.call(NUMBERS[0]);
    await caller.ended(15_000);
    await called.ended();
    await board.api.patch(`trunks/${first}`, {
      host: '127.0.0.1',
      numberFormats: { in: { style: 'e164' }, out: { style: 'e164' } },
    });
  });

  it('is left alone after three failures in a row', async () => {
    const carrier = new SippPeer(board.place, '127.0.0.22');
    await board.api.patch(`trunks/${first}`, { host: carrier.address });
    for (let i = 0; i < 3; i++) {
      const refusal = [isCalled, replies('503 Service Unavailable'), receives('ACK')];
      const failing = await carrier.answer(refusal);
      const caller = await board.phones.call(NUMBERS[0]);
      await people[0]!.line.called();
      await failing.ended();
      await caller.hangUp();
    }
    expect((await board.api.get(`trunks/${first}`)).health).toMatchObject({ state: 'open' });
    expect(await twoCalls()).toEqual([second, second]);
    await board.api.patch(`trunks/${first}`, { host: '127.0.0.1' });
    expect((await board.api.get(`trunks/${first}`)).health).toMatchObject({ state: 'closed' });
    expect(await twoCalls()).toEqual([first, first]);
  });

  it('is none where the calling policy allows no call, and the record says so', async () => {
    await board.api.put('calling-policy', { refuse: ['+1202555'] });
    const from = new Date().toISOString();
    const caller = await board.phones.call(NUMBERS[0]);
    await caller.hears(board.sounds.said('line-unreachable'));
    await caller.hangUp();
    const { timeline, attempts } = await recordSince(from);
    const detail = `${people[0]!.id} not-allowed`;
    expect(timeline).toContainEqual({ at: expect.any(Number), what: 'not-called', detail });
    expect(attempts).toEqual([]);
    expect(people[0]!.line.calls).toEqual([]);
    await board.api.put('calling-policy', {});
  });

  it('does not bring calls for a number of another one: they hear that nobody has it', async () => {
    const { items } = await board.api.get('pass-through-numbers');
    const { id } = items.find(({ number }: { number: string }) => number === NUMBERS[0]);
    await board.api.patch(`pass-through-numbers/${id}`, { trunkId: first });
    const caller = await board.phones.call(NUMBERS[0]);
    await caller.hears(board.sounds.said('number-unknown'));
    expect(await caller.ended()).toMatchObject({ status: 404 });
    expect(people[0]!.line.calls).toEqual([]);
    await board.api.patch(`pass-through-numbers/${id}`, { trunkId: second });
    await board.phones.call(NUMBERS[0]).then(async (again) => {
      await people[0]!.line.called();
      await again.hangUp();
    });
    await board.api.patch(`pass-through-numbers/${id}`, { trunkId: null });
  });
});
