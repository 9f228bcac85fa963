import { jest } from '@jest/globals';
import type { CallRecord } from '../../../src/call-flow/record.js';
import { CallRecords } from '../../../src/call-runtime/ports.js';
import { CallerNumber } from '../../../src/callers/caller-number.js';
import { Callers } from '../../../src/callers/callers.js';
import { startApp, type Answer, type Service } from '../api/service.js';
import {
  api,
  category,
  consent,
  create,
  listing,
  professional,
  service,
  useService,
} from '../api/resources/resources.js';
import { setDate } from '../set-date.js';

useService();

/** A professional's hidden line. */
const LINE = '+12025550110';
/** Somebody who calls. */
const CALLER = '+12025550111';
/** Nobody's. */
const FREE = '+12025550112';
const POOL = ['+12025550113', '+12025550114', '+12025550115'];

const people: string[] = [];
let accomplice: { listingId: string; professionalId: string };
let menu: object;

/** A key that set nothing and was told nothing. */
const attacker = (): Promise<Service['api']> => service.as('operator');

/** What an answer tells, without what is another for each request. */
const tells = ({ status, body }: Answer): string =>
  `${status} ${JSON.stringify(body)}`
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replaceAll(new RegExp(POOL.map((number) => number.slice(1)).join('|'), 'g'), 'POOL');

const consented = async (number: string) => {
  const row = await listing();
  await api('PUT', `professionals/${row.professionalId}/direct-line`, { number });
  await consent(row.id);
  return row;
};

const entries = (by: string): Promise<any[]> =>
  service.database.query('SELECT * FROM audit_log WHERE action LIKE $1 ORDER BY seq', [by]);

const tokenOf = (number: string) =>
  service.app.get(Callers, { strict: false }).tokenOf(new CallerNumber(number));

/** What the exchange reports of calls from CALLER: an ordinary one, one that was refused, one for a session. */
const CALLS: [id: string, more: Partial<CallRecord>][] = [
  ['ordinary', { outcome: 'connected', connectedAt: 1_772_359_200_000 }],
  ['refused', { outcome: 'refused' }],
  ['session', { outcome: 'connected', dialled: POOL[0] as string }],
];

beforeAll(async () => {
  for (let n = 0; n < 30; n++) people.push((await professional()).id);
  // Among the first that anybody would try.
  await api('PUT', `professionals/${people[3]}/direct-line`, { number: LINE });
  menu = { choices: [{ key: '1', category: (await category()).key }] };
  for (const number of POOL) await create('session-numbers', { number, label: 'Pool' });
  const { id: listingId } = await consented('+12025550116');
  await create('sessions', { callerNumber: CALLER, listingId, endsAt: '2026-12-31T00:00:00Z' });
  const { id, professionalId } = await consented('+12025550117');
  accomplice = { listingId: id, professionalId };
  for (const [callId, more] of CALLS) service.app.get(CallRecords).take(recordOf(callId, more));
  while ((await service.database.query('SELECT id FROM call_records')).length < CALLS.length)
    await new Promise(setImmediate);
}, 30_000);

afterEach(() => jest.useRealTimers());

const recordOf = (callId: string, more: Partial<CallRecord>): CallRecord => ({
  callId,
  kind: 'inbound',
  dialled: '+12025550100',
  callerToken: tokenOf(CALLER),
  withheld: false,
  sealedCaller: null,
  startedAt: 1_772_359_200_000,
  answeredAt: 1_772_359_200_000,
  connectedAt: null,
  endedAt: 1_772_359_260_000,
  outcome: 'busy',
  cause: 16,
  categoryId: null,
  listingId: null,
  professionalId: null,
  arrivedBy: null,
  trunkId: null,
  attempts: [],
  timeline: [],
  ...more,
});

/** All that an operator can send a number to; a test wants each new one to be thought of here. */
const endpoints = (number: string): [method: string, path: string, body: object][] => [
  ...people.map((id): [string, string, object] => ['PUT', `professionals/${id}/direct-line`, { number }]),
  ['POST', 'switchboard-numbers', { number, label: 'Main', menu }],
  ['POST', 'session-numbers', { number, label: 'Pool' }],
  ['POST', 'pass-through-numbers', { kind: 'dedicated', listingId: accomplice.listingId, number }],
  ['POST', 'blocked-callers', { number }],
  [
    'POST',
    'sessions',
    { callerNumber: number, listingId: accomplice.listingId, endsAt: '2026-12-30T00:00:00Z' },
  ],
];

describe('An operator who guesses', () => {
  it('has these endpoints to ask, and no others', async () => {
    const { body: document } = await service.send('GET', '/docs-json');
    const takes = (node: any): boolean =>
      JSON.stringify(node).includes('with + and the country code') ||
      [...JSON.stringify(node).matchAll(/schemas\/(\w+)/g)].some(([, name]) =>
        takes(document.components.schemas[name as string]),
      );
    const asked = Object.entries<any>(document.paths).flatMap(([path, methods]) =>
      Object.entries<any>(methods)
        .filter(([, route]) => route['x-needs-role'] === undefined && takes(route.requestBody ?? {}))
        .map(([method]) => `${method.toUpperCase()} ${path}`),
    );
    const tried = endpoints(FREE).map(
      ([method, path]) => `${method} /api/v1/${path.replace(/[0-9a-f-]{36}/, '{id}')}`,
    );
    expect(asked.sort()).toEqual([...new Set(tried)].sort());
  });

  it('is answered by the owner of a line as by everybody else, and leaves a trace at each', async () => {
    const by = await attacker();
    const answers: string[] = [];
    for (const id of people.slice(0, 20))
      answers.push(tells(await by('PUT', `professionals/${id}/direct-line`, { number: LINE })));
    expect(answers[0]).toContain('number-taken');
    expect(new Set(answers).size).toBe(1);
    expect((await by('GET', `professionals/${people[3]}/direct-line`)).status).toBe(200);
    const noted = await entries('number-refused');
    expect(noted.map(({ subject }) => subject)).toEqual(
      people.slice(0, 20).map((id) => `professional:${id}`),
    );
    expect(noted[0]).toMatchObject({ actor: expect.stringMatching(/^operator \(api-key:/) });
  });

  it('may try twenty times an hour, however many at once at two processes, and then learns nothing more', async () => {
    const other = await startApp(service.env);
    const urls = [service.url, await other.app.getUrl()];
    const authorization = `Bearer ${await service.newKey('operator')}`;
    const by = async (method: string, path: string, body: object, n = 0): Promise<Answer> => {
      const headers = { authorization, 'content-type': 'application/json' };
      const request = { method, headers, body: JSON.stringify(body) };
      const response = await fetch(`${urls[n % 2]}/api/v1/${path}`, request);
      return { status: response.status, type: '', body: await response.json() };
    };
    const ask = (number: string) =>
      Promise.all(
        endpoints(number)
          .slice(0, 33)
          .map(([method, path, body], n) => by(method, path, body, n)),
      );
    const first = await ask(LINE);
    const codes = first.map(({ body }) => body.code).sort();
    expect(codes).toEqual([...Array(20).fill('number-taken'), ...Array(13).fill('too-often')]);

    const lines = await service.database.query('SELECT * FROM direct_lines');
    const [taken, free] = [await ask(LINE), await ask(FREE)].map((answers) => answers.map(tells));
    expect(new Set([...(taken ?? []), ...(free ?? [])])).toEqual(
      new Set([expect.stringMatching(/^429.*too-often/)]),
    );
    expect(await service.database.query('SELECT * FROM direct_lines')).toEqual(lines);
    expect((await entries('number-not-tried')).length).toBe(13 + 33 + 33);

    const late = first.find(({ status }) => status === 429)?.body.detail;
    const again = new Date(String(/at (\S+)$/.exec(late)?.[1])).getTime();
    const once = () => by('PUT', `professionals/${people[3]}/direct-line`, { number: LINE });
    setDate(again - 1000);
    expect((await once()).status).toBe(429);
    jest.setSystemTime(again + 1);
    expect((await once()).status).toBe(409);
    await other.app.close();
  });

  it('does not hinder who sets up the switchboard: what succeeds is not counted, nor others’ failures', async () => {
    const by = await attacker();
    for (let n = 0; n < 25; n++) {
      const answer = await by('PUT', `professionals/${people[29]}/direct-line`, { number: '+12025550120' });
      expect(answer.status).toBe(200);
    }
    expect((await api('PUT', `professionals/${people[3]}/direct-line`, { number: LINE })).status).toBe(200);
  });

  it('learns nothing of calls by blocking the number: the same is told of a caller and of nobody', async () => {
    const by = await attacker();
    const probe = async (number: string) => {
      const asked = [
        await by('POST', 'blocked-callers', { number }),
        await by('POST', 'blocked-callers', { number, professionalId: accomplice.professionalId }),
        await by('POST', 'blocked-callers', { number }),
      ];
      for (const [callId] of CALLS) asked.push(await by('POST', 'blocked-callers', { callId }));
      const ids = asked.flatMap(({ body }) => body.id ?? []);
      for (const path of [`blocked-callers/${ids[0]}`, 'blocked-callers', ...pseudonyms('blocked-callers')])
        asked.push(await by('GET', path));
      for (const id of ids) asked.push(await by('DELETE', `blocked-callers/${id}`));
      return asked.map(tells);
    };
    const [theirs, nobodys] = [await probe(CALLER), await probe(FREE)];
    expect(theirs).toEqual(nobodys);
    // By a call, who called is told where the record tells it.
    expect(theirs.filter((answer) => answer.includes(tokenOf(CALLER)))).not.toEqual([]);
    expect(theirs[0]).not.toContain(tokenOf(CALLER));
  });

  it('learns nothing of calls or other sessions by binding the number to an accomplice', async () => {
    const by = await attacker();
    const probe = async (number: string) => {
      const session = endpoints(number).at(-1)?.[2];
      const made = await by('POST', 'sessions', session);
      const { id } = made.body;
      const asked = [made, await by('GET', `sessions/${id}`), await by('POST', `sessions/${id}/end`)];
      for (const path of pseudonyms('sessions'))
        expect(tells(await by('GET', path))).toBe(tells(await by('GET', 'sessions')));
      return asked.map(tells);
    };
    const [theirs, nobodys] = [await probe(CALLER), await probe(FREE)];
    expect(theirs).toEqual(nobodys);
    expect(theirs[0]).toMatch(/^201/);
  });

  it('finds no pseudonym in calls that tell by themselves whose they are', async () => {
    const by = await attacker();
    const { items } = (await by('GET', 'call-records')).body;
    const callers = Object.fromEntries(items.map(({ id, caller }: any) => [id, caller]));
    expect(callers).toEqual({ ordinary: tokenOf(CALLER), refused: null, session: null });
    for (const id of ['refused', 'session'])
      expect((await by('GET', `call-records/${id}`)).body).toMatchObject({ caller: null, withheld: false });
    const found = await by('GET', `call-records?caller=${tokenOf(CALLER)}`);
    expect(found.body.items).toMatchObject([{ id: 'ordinary' }]);
  });

  it.each(['call-records', 'blocked-callers'])('is told of %s that a pseudonym is wanted', async (path) => {
    for (const number of ['+12025550111', '%2B12025550111', '12025550111', '+1 (202) 555-0111']) {
      const answer = await api('GET', `${path}?caller=${number}`);
      expect(answer).toMatchObject({ status: 422, body: { code: 'pseudonym-wanted' } });
      expect(JSON.stringify(answer.body)).not.toMatch(/0111/);
    }
    expect((await api('GET', `${path}?caller=${tokenOf(FREE)}`)).body.items).toEqual([]);
  });

  it('blocks twenty numbers an hour, and is told when again', async () => {
    const by = await attacker();
    const block = (n: number) => by('POST', 'blocked-callers', { number: `+120255501${n}` });
    const answers = await Promise.all(Array.from({ length: 23 }, (_, n) => block(30 + n)));
    expect(answers.map(({ status }) => status).sort()).toEqual([
      ...Array(20).fill(201),
      ...Array(3).fill(429),
    ]);
    const late = answers.find(({ status }) => status === 429)?.body;
    expect(late).toMatchObject({ code: 'too-often', detail: expect.stringMatching(/again at 20\S+Z, or/) });
    expect(await entries('block-refused')).toHaveLength(3);
    const again = new Date(String(/at (\S+),/.exec(late.detail)?.[1])).getTime();
    setDate(again + 1);
    expect((await block(60)).status).toBe(201);
  });

  it('stands in the audit log without any number', async () => {
    const log = JSON.stringify(await entries('%'));
    expect(log).toMatch(/number-refused.*number-not-tried.*block-added/s);
    expect(log + service.log.join('')).not.toMatch(/2025550\d{3}/);
  });
});

/** The filter by whoever is known to call. */
const pseudonyms = (path: string) => [CALLER, FREE].map((number) => `${path}?caller=${tokenOf(number)}`);
