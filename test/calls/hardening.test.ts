import { talk } from './support/conversation.js';
import { flood } from './support/flood.js';
import { Mutations } from './support/mutations.js';
import type { Person } from './support/people.js';
import { Stranger, type Try } from './support/stranger.js';
import { useSwitchboard } from './support/switchboard.js';

const NUMBER = '+12025550101';
const NOBODYS = '+12025550199';
const MESSAGES = Number(process.env.HARDENING_MESSAGES ?? 10_000);
const SEED = Number(process.env.HARDENING_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** What an answer says, without what differs from one to the next. */
const shape = (text = 'nothing'): string =>
  text
    .split('\r\n')
    .filter((line) => !/^(Via|v|From|f|To|t|Call-ID|i|CSeq|Record-Route):/i.test(line))
    .join('\n')
    .replaceAll(/(nonce|opaque|tag)="?[^",;]*"?/g, '$1=#');

const median = (all: number[]): number => all.sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;

describe('strangers', () => {
  const board = useSwitchboard();
  let person: Person;
  let stranger: Stranger;
  let trunk: string;

  beforeAll(async () => {
    const doctor = await board.people.category('Doctor', '医生');
    person = await board.people.professional('Doctor 1', doctor, { acceptance: false });
    await board.people.dedicated(person, NUMBER, { ringSeconds: 20 });
    stranger = await Stranger.at(board.place, '127.0.0.32');
    trunk = `t-${(await board.api.get('trunks')).items[0].id}`;
  }, 30_000);

  afterAll(() => stranger?.close());

  const ways: [string, Try][] = [
    ['a call', {}],
    ['the name of a phone in From', { from: 'phone1' }],
    ['the name of whom nobody knew yet', { from: 'anonymous' }],
    ['an asserted identity', { headers: ['P-Asserted-Identity: <sip:phone1@127.0.0.1>'] }],
    ['a REGISTER', { method: 'REGISTER', from: 'phone1' }],
    ['a message', { method: 'MESSAGE', from: 'phone1' }],
    ['what ended Asterisk once', { headers: ['Record-Route: <foo:192.0.2.9;lr>'] }],
    ['a question', { method: 'OPTIONS' }],
    ['a subscription', { method: 'SUBSCRIBE', headers: ['Event: presence'] }],
    ['a transfer', { method: 'REFER', headers: ['Refer-To: <sip:somebody@192.0.2.1>'] }],
  ];

  it.each(ways)('get in by %s as little as anybody', async (_, what) => {
    const common = shape((await stranger.tries({ method: what.method ?? 'INVITE', from: 'nobody' }))?.text);
    expect(common).toContain('SIP/2.0 401');
    for (const to of [NUMBER, NOBODYS, 'phone1', trunk])
      expect(shape((await stranger.tries({ ...what, to }))?.text)).toBe(common);
    const posing = { ...what, from: trunk, headers: [...(what.headers ?? []), `X-Endpoint: ${trunk}`] };
    expect(shape((await stranger.tries(posing))?.text)).toBe(common);
  });

  it('learn nothing from how long an answer takes', async () => {
    const times: Record<string, number[]> = { [NUMBER]: [], [NOBODYS]: [] };
    for (let i = 0; i < 200; i++)
      for (const to of [NUMBER, NOBODYS]) times[to]?.push((await stranger.tries({ to }))?.ms ?? 1_000);
    const [there = 0, not = 0] = [times[NUMBER] ?? [], times[NOBODYS] ?? []].map(median);
    process.stdout.write(
      `Refused in ${there.toFixed(2)} ms, ${not.toFixed(2)} ms where nobody has the number.\n`,
    );
    expect(Math.abs(there - not)).toBeLessThan(0.5 + Math.min(there, not) / 2);
  });

  it(`send ${MESSAGES} spoilt messages while calls go on and come`, async () => {
    process.stdout.write(`HARDENING_SEED=${SEED} makes the same messages again.\n`);
    const caller = await board.phones.call(NUMBER);
    const phone = await person.line.called();
    await phone.answer();
    await caller.answered();
    const { sipAddress: host, sipPort: port } = board.place;
    const users = [NUMBER, NOBODYS, 'phone1', trunk, 'anonymous', 'registered', 's'];
    const mutations = new Mutations(SEED, { host, port, users, names: ['phone1', trunk, 'anonymous', 'x'] });
    const began = performance.now();
    let isOver = false;
    const flooding = flood(board.place, '127.0.0.33', mutations, MESSAGES).finally(() => (isOver = true));
    let taken = 0;
    do {
      await talk(caller, phone);
      const other = await board.phones.call(NUMBER);
      await other.hears(board.sounds.said('line-busy'));
      await other.hangUp();
      taken++;
    } while (!isOver);
    const statuses = await flooding;
    await talk(caller, phone);
    await caller.hangUp();
    const told = [...statuses].map(([status, times]) => `${status}: ${times}`).join(', ');
    const seconds = ((performance.now() - began) / 1_000).toFixed(1);
    process.stdout.write(`${MESSAGES} messages in ${seconds} s; ${taken} calls taken meanwhile; ${told}.\n`);
    expect(taken).toBeGreaterThan(1);
    for (const status of statuses.keys()) expect(REFUSALS).toContain(status);
    const line = `"msg":"security event=`;
    expect(board.serviceLog()).toContain(line);
  }, 120_000);
});

/** No such method, request, dialog or name; and none that says yes. */
const REFUSALS = [400, 401, 404, 405, 414, 415, 416, 420, 481, 482, 483, 489, 500, 501, 503, 505];
