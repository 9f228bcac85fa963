import { calls, isAnswered, isHungUp, isPast } from './sipp/scenario.js';
import type { Person } from './support/people.js';
import { Registrar } from './support/registrar.js';
import { SippPeer } from './support/sipp-peer.js';
import { Stranger } from './support/stranger.js';
import { useSwitchboard } from './support/switchboard.js';

const NUMBER = '+12025550101';
const PASSWORD = 'a-password-of-no-carrier';
const OTHER_PASSWORD = 'another-password-of-no-carrier';

describe('a carrier that wants to be registered at', () => {
  const board = useSwitchboard();
  let registrar: Registrar;
  let id: string;
  let person: Person;
  let caller: SippPeer;

  beforeAll(async () => {
    const doctor = await board.people.category('Doctor', '医生');
    person = await board.people.professional('Doctor 1', doctor, { acceptance: false });
    await board.people.dedicated(person, NUMBER);
    caller = new SippPeer(board.place, '127.0.0.24');
    registrar = await new Registrar(board.place, '127.0.0.23', PASSWORD).start();
    const settings = { host: registrar.address, port: registrar.port, priority: 300, probeSeconds: 1 };
    id = (await board.api.post('trunks', { name: 'registered', ...settings })).id;
  }, 30_000);

  afterAll(() => registrar?.stop());

  /** Reads the trunk until it is so. */
  async function becomes(look: (health: any) => boolean): Promise<any> {
    const deadline = Date.now() + 15_000;
    for (;;) {
      const { health } = await board.api.get(`trunks/${id}`);
      if (look(health)) return health;
      if (Date.now() > deadline) throw new Error(`The trunk's health is ${JSON.stringify(health)}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  it('is told where we are, with the right password', async () => {
    await board.api.put(`trunks/${id}/credentials/ours`, { username: 'switchboard', password: PASSWORD });
    await board.api.patch(`trunks/${id}`, { registers: true });
    await becomes(({ registration }) => registration?.ok);
    expect(registrar.contact).toMatch(/^sip:registered@.*;line=/);
  });

  /** A call as the carrier sends it on: to where it was told that we are; who was dialled stands in To. */
  const callByLine = () =>
    caller.call([
      calls(NUMBER, '<sip:+12025550145@127.0.0.23>', {}, { uri: registrar.contact ?? '' }),
      isAnswered(NUMBER),
      isPast,
      isHungUp,
    ]);

  it('sends calls by that registration, and nobody does who only guesses its line', async () => {
    const call = await callByLine();
    const phone = await person.line.called();
    expect(phone.display).toMatchObject({ number: NUMBER });
    await phone.answer();
    await call.isPast();
    phone.say(700);
    await phone.hearsTone(700);
    await phone.hangUp();
    await call.ended();
    expect(await board.record()).toMatchObject({ dialled: NUMBER, arrivedBy: id, outcome: 'connected' });
    const stranger = await Stranger.at(board.place, '127.0.0.25');
    const uri = registrar.contact?.replace(/line=\w+/, 'line=guessed');
    const answer = await stranger.tries({ to: NUMBER, ...(uri && { uri }) });
    stranger.close();
    expect(answer?.text).toMatch(/^SIP\/2.0 401 /);
  });

  it('is registered at with another password soon after it is set, and calls go on', async () => {
    const call = await callByLine();
    const phone = await person.line.called();
    await phone.answer();
    await call.isPast();
    const before = registrar.contact;
    const isElsewhere = () => registrar.contact !== undefined && registrar.contact !== before;
    registrar.password = OTHER_PASSWORD;
    const began = performance.now();
    await board.api.put(`trunks/${id}/credentials/ours`, {
      username: 'switchboard',
      password: OTHER_PASSWORD,
    });
    while (!isElsewhere() && performance.now() < began + 12_000) await registrar.isAsked();
    expect(isElsewhere()).toBe(true);
    const ms = (performance.now() - began).toFixed(0);
    process.stdout.write(`Registered with another password ${ms} ms after it was sent.\n`);
    phone.say(700);
    await phone.hearsTone(700);
    await phone.hangUp();
    await call.ended();
    await becomes(({ registration }) => registration?.ok);
    const other = await callByLine();
    await (await person.line.called()).answer();
    await other.isPast();
    await board.phones.reset();
    await other.ended();
  });

  it('counts as down while it answers OPTIONS with 503, and is up again after', async () => {
    await becomes(({ probe }) => probe?.ok);
    registrar.health = 503;
    expect(await becomes(({ probe }) => probe?.ok === false)).toMatchObject({ state: 'open' });
    registrar.health = 200;
    expect(await becomes(({ probe }) => probe?.ok)).toMatchObject({ state: 'closed' });
  });

  it('refuses a wrong password, and the trunk says so', async () => {
    const settings = { host: registrar.address, port: registrar.port, priority: 300, probeSeconds: 1 };
    id = (await board.api.post('trunks', { name: 'wrong', ...settings })).id;
    await board.api.put(`trunks/${id}/credentials/ours`, { username: 'switchboard', password: 'wrong' });
    await board.api.patch(`trunks/${id}`, { registers: true });
    const { registration } = await becomes(({ registration }) => registration?.ok === false);
    expect(registration.reason).toContain('check username and password');
  });

  it('leaves no password in what Asterisk and the service keep', () => {
    expect([...board.holds(PASSWORD), ...board.holds(OTHER_PASSWORD)]).toEqual([]);
  });
});
