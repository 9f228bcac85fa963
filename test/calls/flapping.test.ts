import { talk } from './support/conversation.js';
import { EchoCarrier } from './support/echo-carrier.js';
import type { Person } from './support/people.js';
import { useSwitchboard } from './support/switchboard.js';

const NUMBER = '+12025550101';
/** What opens a circuit, and how long it stays open at first (ms). */
const FAILURES = 3;
const PAUSE = 5_000;

describe('a carrier that is not well', () => {
  const board = useSwitchboard();
  let person: Person;
  let flapping: EchoCarrier;
  let first: string;
  let second: string;

  beforeAll(async () => {
    const { place, people, api } = board;
    const doctor = await people.category('Doctor', '医生');
    person = await people.professional('Doctor 1', doctor, { acceptance: false });
    await people.dedicated(person, NUMBER);
    second = (await api.get('trunks')).items[0].id;
    await api.patch(`trunks/${second}`, { probeSeconds: 0 });
    flapping = await new EchoCarrier(place, '127.0.0.23', '').start();
    const settings = { host: flapping.address, port: place.demoSipPort, priority: 50, probeSeconds: 1 };
    first = (await api.post('trunks', { name: 'first', ...settings })).id;
    await becomes(({ probe }) => probe?.ok);
  }, 30_000);

  afterAll(() => flapping?.stop());

  const health = async (): Promise<any> => (await board.api.get(`trunks/${first}`)).health;

  /** Reads the first trunk's health until it is so. */
  async function becomes(isSo: (health: any) => boolean): Promise<any> {
    const deadline = Date.now() + 10_000;
    for (;;) {
      const now = await health();
      if (isSo(now)) return now;
      if (Date.now() > deadline) throw new Error(`The trunk's health is ${JSON.stringify(now)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** A call that the second carrier's phone takes; the trunks that it was tried by. */
  async function call(meanwhile?: () => Promise<void>): Promise<string[]> {
    board.began = new Date();
    // Once it rings, its carrier has done its part.
    person.line.rings = false;
    const caller = await board.phones.call(NUMBER);
    const phone = await person.line.called();
    await meanwhile?.();
    await phone.answer();
    await talk(caller, phone);
    await caller.hangUp();
    return tried();
  }

  /** A call whose caller hears the own voice, by the first carrier's phone. */
  async function echoedCall(): Promise<string[]> {
    board.began = new Date();
    const caller = await board.phones.call(NUMBER);
    await caller.answered();
    caller.say(700);
    await caller.hearsTone(700);
    await caller.hangUp();
    return tried();
  }

  /** A call that the first trunk's carrier refuses, and the second's takes. */
  async function failingCall(): Promise<string[]> {
    board.began = new Date();
    person.line.rings = false;
    const caller = await board.phones.call(NUMBER);
    await (await person.line.called()).refuse('unreachable');
    await (await person.line.called()).answer();
    await caller.answered();
    await caller.hangUp();
    return tried();
  }

  const tried = async (): Promise<string[]> =>
    (await board.record()).attempts.map(({ trunkId }: { trunkId: string }) => trunkId);

  /** What Prometheus reads of the first trunk's circuit. */
  async function metric(state: string): Promise<string | undefined> {
    const metrics: string = await board.api.get('metrics');
    return new RegExp(`^throughline_trunk_state{trunk="${first}",state="${state}"} (\\d)$`, 'm').exec(
      metrics,
    )?.[1];
  }

  const circuitsInLog = (): string[] =>
    board
      .serviceLog()
      .split('\n')
      .filter((line) => line.includes('the circuit of a trunk is') && line.includes(first))
      .map((line) => JSON.parse(line).to);

  it('as it flaps, calls go by the other while it is away, and by it again when it is back', async () => {
    for (let i = 0; i < 2; i++) {
      flapping.health = 503;
      const { reason } = await becomes(({ state }) => state === 'open');
      expect(reason).toBe('it does not answer OPTIONS with 2xx');
      expect(await call()).toEqual([second]);
      flapping.health = 200;
      await becomes(({ state }) => state === 'closed');
      expect(await echoedCall()).toEqual([first]);
    }
    expect(circuitsInLog()).toEqual(['open', 'closed', 'open', 'closed']);
  });

  it('as it fails calls, is left alone though it answers OPTIONS; one call tries it later', async () => {
    // To the same phones as the second: what they refuse, they refuse for the carrier.
    await board.api.patch(`trunks/${first}`, { host: '127.0.0.1' });
    await becomes(({ probe, since }) => probe?.ok && Date.parse(probe.at) > Date.parse(since));
    const before = circuitsInLog().length;
    for (let i = 0; i < FAILURES; i++) expect(await failingCall()).toEqual([first, second]);
    const open = await becomes(({ state }) => state === 'open');
    expect(open).toMatchObject({ reason: '3 calls failed in a row', probe: { ok: true } });
    expect(await metric('open')).toBe('1');
    const since = Date.parse(open.since);
    const later = await becomes(({ probe }) => Date.parse(probe.at) > since);
    expect(later).toMatchObject({ state: 'open', probe: { ok: true } });

    let states: string[] = [];
    const look = async () => void states.push((await health()).state, (await metric('trial')) ?? '');
    let began = Date.now();
    while ((await call(look)).includes(second)) {
      expect(states).toEqual(['open', '0']);
      states = [];
      began = Date.now();
    }
    expect(Date.now() - since).toBeGreaterThanOrEqual(PAUSE);
    expect(began - since).toBeLessThan(PAUSE + 5_000);
    expect(states).toEqual(['trial', '1']);
    expect(await health()).toMatchObject({ state: 'closed', reason: null });
    expect(await metric('closed')).toBe('1');
    expect(await call()).toEqual([first]);
    expect(circuitsInLog().slice(before)).toEqual(['open', 'trial', 'closed']);
  });
});
