import { asteriskCli } from './support/asterisk-cli.js';
import { talk } from './support/conversation.js';
import type { Category, Person } from './support/people.js';
import { SippPeer } from './support/sipp-peer.js';
import { useSwitchboard } from './support/switchboard.js';
import { isCalled, receives, replies } from './sipp/scenario.js';

const NUMBER = '+12025550101';
const MENU = '+12025550100';

const refuses = (status: string) => [isCalled, replies(status), receives('ACK')];
const ringsAnd = (status: string) => [isCalled, replies('180 Ringing'), replies(status), receives('ACK')];

describe('when a carrier fails', () => {
  const board = useSwitchboard();
  let doctor: Category;
  let person: Person;
  let carrier: SippPeer;
  let first: string;
  let second: string;

  beforeAll(async () => {
    doctor = await board.people.category('Doctor', '医生', 'all-at-once');
    person = await board.people.professional('Doctor 1', doctor, { acceptance: false });
    await board.people.dedicated(person, NUMBER, { ringSeconds: 20 });
    carrier = new SippPeer(board.place, '127.0.0.22');
    const settings = { host: carrier.address, port: board.place.demoSipPort, priority: 50, probeSeconds: 0 };
    first = (await board.api.post('trunks', { name: 'first', ...settings })).id;
    second = (await board.api.get('trunks')).items.find(
      ({ name }: { name: string }) => name === 'carrier',
    ).id;
  }, 30_000);

  // Three failures in a row would open a circuit, and each test is about one: a change closes it.
  beforeEach(async () => {
    for (const id of [first, second]) await board.api.patch(`trunks/${id}`, { weight: 1 });
  });

  it.each([
    ['503 Service Unavailable', 34],
    ['500 Server Internal Error', 38],
    ['502 Bad Gateway', 27],
    ['401 Unauthorized', 21],
  ])('with %s, another one calls the line', async (status, cause) => {
    const refusal = await carrier.answer(refuses(status));
    const caller = await board.phones.call(NUMBER);
    const phone = await person.line.called();
    await refusal.ended();
    await phone.answer();
    await caller.answered();
    await talk(caller, phone);
    await caller.hangUp();
    expect(await board.record()).toMatchObject({
      outcome: 'connected',
      trunkId: second,
      attempts: [
        { trunkId: first, outcome: 'trunk-failed', cause },
        { trunkId: second, outcome: 'joined' },
      ],
    });
  });

  it.each([
    ['486 Busy Here', 'busy'],
    ['600 Busy Everywhere', 'busy'],
    ['603 Decline', 'declined'],
    ['403 Forbidden', 'declined'],
    ['404 Not Found', 'unreachable'],
    ['480 Temporarily Unavailable', 'no-answer'],
  ] as const)('but never after %s', async (status, outcome) => {
    const refusal = await carrier.answer(refuses(status));
    const caller = await board.phones.call(NUMBER);
    await caller.hears(board.sounds.said(`line-${outcome}`));
    await caller.ended();
    await refusal.ended();
    expect(person.line.calls).toEqual([]);
    expect(await board.record()).toMatchObject({ outcome, attempts: [{ trunkId: first, outcome }] });
  });

  it('and never when the phone has rung', async () => {
    const refusal = await carrier.answer(ringsAnd('503 Service Unavailable'));
    const caller = await board.phones.call(NUMBER);
    await caller.hears(board.sounds.said('line-unreachable'));
    await caller.ended();
    await refusal.ended();
    expect(person.line.calls).toEqual([]);
  });

  it('by not answering at all, another one calls the line while the caller waits', async () => {
    const caller = await board.phones.call(NUMBER);
    const began = Date.now();
    const phone = await person.line.called(12_000);
    expect(Date.now() - began).toBeLessThan(9_000);
    await phone.answer();
    await caller.answered();
    await talk(caller, phone);
    await caller.hangUp();
  });

  it('for several at once, each is called by another one', async () => {
    const other = await board.people.professional('Doctor 2', doctor);
    await board.people.menu(MENU, [doctor], { ringSeconds: 20 });
    const caller = await board.phones.call(MENU);
    await caller.answered();
    await caller.press('10');
    const phone = await other.line.called(12_000);
    const late = await person.line.called();
    await caller.hearsRinging();
    await phone.answer();
    await phone.hearsBeginOf(
      board.sounds.words('A call through Throughline, for your Doctor listing. Press 1 to accept.'),
    );
    await phone.press('1');
    await talk(caller, phone);
    await late.ended(3000);
    await caller.hangUp();
    expect((await board.record()).attempts).toMatchObject([
      { trunkId: first, outcome: 'trunk-failed' },
      { trunkId: first, outcome: 'trunk-failed' },
      { trunkId: second },
      { trunkId: second },
    ]);
  });

  it('and so does the other, the caller hears that nobody can be reached', async () => {
    const refusal = await carrier.answer(refuses('503 Service Unavailable'));
    const caller = await board.phones.call(NUMBER);
    await (await person.line.called()).refuse('unreachable');
    await caller.hears(board.sounds.said('line-unreachable'));
    expect(await caller.ended()).toMatchObject({ status: 502 });
    await refusal.ended();
  });

  it('and the service dies while they are dialled, no number stays in Asterisk', async () => {
    const numbers = async () =>
      (await asteriskCli(board.place, 'switchboard', 'pjsip show contacts')).match(
        /Contact: +[0-9a-f]{8}-[0-9a-f-]{27}/g,
      ) ?? [];
    const caller = await board.phones.call(MENU);
    await caller.answered();
    await caller.press('10');
    const deadline = Date.now() + 5000;
    while ((await numbers()).length < 2 && Date.now() < deadline) await new Promise(setImmediate);
    await board.crashService(async () => expect(await numbers()).toHaveLength(2));
    await caller.hangUp();
  });
});
