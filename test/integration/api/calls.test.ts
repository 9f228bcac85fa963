import { randomUUID } from 'node:crypto';
import type { CallRecord } from '../../../src/call-flow/record.js';
import type { LiveCall } from '../../../src/call-records/live-calls.js';
import { CallRecords } from '../../../src/call-runtime/ports.js';
import { startService, type Service } from './service.js';

let service: Service;
const api: Service['api'] = (...args) => service.api(...args);

beforeAll(async () => (service = await startService()), 30_000);
afterAll(() => service.stop());

const START = Date.parse('2026-03-01T10:00:00Z');
const call = (callId: string, startedAt: number): LiveCall => ({
  callId,
  dialled: '+12025550100',
  state: 'choosing',
  startedAt,
  answeredAt: startedAt + 20,
  connectedAt: null,
  categoryId: null,
  listingId: null,
  professionalId: null,
});

describe('Calls in progress', () => {
  it('are listed oldest first, page by page', async () => {
    service.calls.calls = [
      call('c', START + 1),
      call('b', START),
      call('a', START + 1),
      call('d', START + 2),
    ];
    const first = (await api('GET', 'calls?limit=2')).body;
    expect(first.items.map(({ id }: { id: string }) => id)).toEqual(['b', 'a']);
    const second = (await api('GET', `calls?limit=2&cursor=${first.next}`)).body;
    expect(second.items.map(({ id }: { id: string }) => id)).toEqual(['c', 'd']);
    expect(second.next).toBeNull();
  });

  it('are read and hung up', async () => {
    service.calls.calls = [call('a', START)];
    expect(await api('GET', 'calls/a')).toMatchObject({
      status: 200,
      body: { id: 'a', state: 'choosing', startedAt: '2026-03-01T10:00:00.000Z', connectedAt: null },
    });
    expect(await api('POST', 'calls/a/hang-up')).toMatchObject({ status: 204 });
    expect(await api('POST', 'calls/a/hang-up')).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(await api('GET', 'calls/a')).toMatchObject({ status: 404 });
  });
});

describe('Call records', () => {
  const professionalId = randomUUID();
  const record = (n: number, more: Partial<CallRecord> = {}): CallRecord => ({
    callId: `call-${n}`,
    kind: 'inbound',
    dialled: '+12025550100',
    callerToken: null,
    withheld: more.callerToken === undefined,
    sealedCaller: null,
    startedAt: START + n * 60_000,
    answeredAt: START + n * 60_000 + 20,
    connectedAt: null,
    endedAt: START + n * 60_000 + 5000,
    outcome: 'busy',
    cause: 17,
    categoryId: null,
    listingId: null,
    professionalId: null,
    arrivedBy: null,
    trunkId: null,
    attempts: [],
    timeline: [{ at: START, what: 'menu-said', detail: 'menu' }],
    ...more,
  });

  const found = async (query: string) =>
    (await api('GET', `call-records?${query}`)).body.items.map(({ id }: { id: string }) => id);

  beforeAll(async () => {
    const records = service.app.get(CallRecords);
    for (let n = 0; n < 5; n++) records.take(record(n, n % 2 ? { callerToken: 'a-token' } : {}));
    const sealedCaller = { keyId: 'k1', ciphertext: 'c2VhbGVk' };
    records.take(
      record(5, { professionalId, outcome: 'connected', callerToken: 'another-token', sealedCaller }),
    );
    while ((await service.database.query('SELECT id FROM call_records')).length < 6)
      await new Promise(setImmediate);
  });

  it('are listed newest first, without their timelines', async () => {
    const { body } = await api('GET', 'call-records?limit=4');
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual(['call-5', 'call-4', 'call-3', 'call-2']);
    expect(body.items[0]).not.toHaveProperty('timeline');
    expect(await found(`limit=4&cursor=${body.next}`)).toEqual(['call-1', 'call-0']);
  });

  it('are found by time, outcome and professional', async () => {
    expect(await found('from=2026-03-01T10:01:00Z&to=2026-03-01T10:03:00Z')).toEqual(['call-2', 'call-1']);
    expect(await found('from=2026-03-01T11:04:00%2B01:00')).toEqual(['call-5', 'call-4']);
    expect(await found('outcome=connected')).toEqual(['call-5']);
    expect(await found(`professionalId=${professionalId}`)).toEqual(['call-5']);
    expect(await found(`professionalId=${professionalId}&outcome=busy`)).toEqual([]);
  });

  it('tell calls of one caller by a pseudonym, and who withheld the number', async () => {
    expect(await found('caller=a-token')).toEqual(['call-3', 'call-1']);
    expect((await api('GET', 'call-records/call-3')).body).toMatchObject({
      caller: 'a-token',
      withheld: false,
    });
    expect((await api('GET', 'call-records/call-2')).body).toMatchObject({ caller: null, withheld: true });
  });

  it('never have the sealed number', async () => {
    for (const path of ['call-records', 'call-records/call-5'])
      expect(JSON.stringify((await api('GET', path)).body)).not.toMatch(/sealed|c2VhbGVk|k1/);
  });

  it('are read with their timelines', async () => {
    expect(await api('GET', 'call-records/call-3')).toMatchObject({
      status: 200,
      body: {
        id: 'call-3',
        outcome: 'busy',
        cause: 17,
        timeline: [{ at: START, what: 'menu-said', detail: 'menu' }],
      },
    });
    expect(await api('GET', 'call-records/call-9')).toMatchObject({ status: 404 });
  });
});
