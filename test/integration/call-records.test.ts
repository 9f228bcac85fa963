import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CallRecord } from '../../src/call-flow/record.js';
import { CallOutcomes } from '../../src/call-records/call-outcomes.js';
import { CallRecordQueue } from '../../src/call-records/call-record-queue.js';
import { CallRecordRow } from '../../src/call-records/call-record.entity.js';
import { CallRecordWriter } from '../../src/call-records/call-record-writer.js';
import type { CallsAgain } from '../../src/routing/returning/calls-again.js';
import { connect } from '../../src/database/connect.js';
import type { NodeLease } from '../../src/redis/node-lease.js';
import { RecordOutbox } from '../../src/redis/record-outbox.js';
import { RedisConnection } from '../../src/redis/redis-connection.js';
import { freshDatabase } from './fresh-database.js';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let dataSource: DataSource;
let queue: CallRecordQueue;
let redis: RedisConnection;
let outbox: RecordOutbox;

const lost: unknown[] = [];
let onRefused: () => void = () => {};
const ignore = () => undefined;

beforeAll(() =>
  Logger.overrideLogger({ log: ignore, warn: () => onRefused(), error: (message) => lost.push(message) }),
);
beforeEach(() => void lost.splice(0));

beforeEach(async () => {
  database = await freshDatabase();
  dataSource = await connect(database.url);
  redis = new RedisConnection(String(process.env['REDIS_URL']), `${randomUUID()}:`);
  await new Promise<void>((resolve) => redis.onReady(resolve));
  outbox = new RecordOutbox(redis);
  queue = queueOf();
});

/** Of one process. */
const queueOf = () =>
  new CallRecordQueue(
    new CallRecordWriter(dataSource.getRepository(CallRecordRow)),
    { remember: async () => {} } as unknown as CallsAgain,
    new CallOutcomes(),
    outbox,
    { taken: Promise.resolve() } as NodeLease,
  );
afterEach(async () => {
  await queue.beforeApplicationShutdown();
  redis.onApplicationShutdown();
  await dataSource.destroy();
  await database.remove();
});

const record = (n: number, detail = 'menu'): CallRecord => ({
  callId: `call-${n}`,
  kind: 'inbound',
  dialled: '+12025550100',
  callerToken: null,
  withheld: false,
  sealedCaller: null,
  startedAt: 1_767_225_600_000 + n,
  answeredAt: null,
  connectedAt: null,
  endedAt: 1_767_225_601_000 + n,
  outcome: 'abandoned',
  cause: 16,
  categoryId: null,
  listingId: null,
  professionalId: null,
  arrivedBy: null,
  trunkId: null,
  attempts: [],
  timeline: [{ at: 1, what: 'menu-said', detail }],
});

const stored = async (): Promise<string[]> =>
  (await dataSource.query('SELECT id FROM call_records ORDER BY xmin::text::bigint, started_at')).map(
    ({ id }: { id: string }) => id,
  );

async function until(count: number): Promise<string[]> {
  for (;;) {
    const ids = await stored().catch(() => []);
    if (ids.length >= count) return ids;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Nobody gets in, and whoever is in is thrown out: as a database that is away looks like. */
async function away(isAway: boolean): Promise<void> {
  const name = new URL(database.url).pathname.slice(1);
  const server = await new DataSource({
    type: 'postgres',
    url: String(process.env['DATABASE_URL']),
  }).initialize();
  await server.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS ${!isAway}`);
  if (isAway)
    await server.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1`, [name]);
  await server.destroy();
}

const SEALED = { keyId: 'k1', ciphertext: Buffer.from('sealed').toString('base64') };
const PROFESSIONAL = '00000000-0000-4000-8000-000000000001';
const rang = (n: number): CallRecord => ({
  ...record(n),
  callerToken: 'token',
  sealedCaller: SEALED,
  professionalId: PROFESSIONAL,
});
const keptCallers = () => dataSource.query('SELECT * FROM caller_numbers ORDER BY at');

describe('Call records', () => {
  it('are stored whole', async () => {
    queue.take({ ...record(1), answeredAt: 1_767_225_600_500, outcome: 'connected' });
    await until(1);
    expect(await dataSource.getRepository(CallRecordRow).findOneBy({ id: 'call-1' })).toMatchObject({
      startedAt: new Date(1_767_225_600_001),
      answeredAt: new Date(1_767_225_600_500),
      connectedAt: null,
      outcome: 'connected',
      timeline: [{ at: 1, what: 'menu-said', detail: 'menu' }],
    });
  });

  it('are stored once, however often they are handed in', async () => {
    for (const n of [1, 1, 2, 1]) queue.take(record(n));
    await until(2);
    queue.take(record(1, 'later'));
    queue.take(record(3));
    expect(await until(3)).toEqual(['call-1', 'call-2', 'call-3']);
    const [first] = await dataSource.query(`SELECT timeline FROM call_records WHERE id = 'call-1'`);
    expect(first.timeline[0].detail).toBe('menu');
    expect(lost).toEqual([]);
  });

  it('that a process could not write before it was killed are written by the next, once', async () => {
    await away(true);
    const killed = queue;
    for (const n of [2, 1]) killed.take(record(n));
    await new Promise<void>((resolve) => (onRefused = resolve));
    await away(false);
    queue = queueOf();
    queue.onApplicationBootstrap();
    expect(await until(2)).toEqual(['call-1', 'call-2']);
    await killed.beforeApplicationShutdown();
    expect(await stored()).toHaveLength(2);
    expect(await outbox.all()).toEqual([]);
  }, 20_000);

  it('are stored though nothing was left from before', async () => {
    queue.onApplicationBootstrap();
    queue.take(record(1));
    expect(await until(1)).toEqual(['call-1']);
  });

  it('that are handed in one by one are all stored', async () => {
    for (let n = 0; n < 300; n++) {
      queue.take(record(n));
      if (n % 3 === 0) await new Promise(setImmediate);
    }
    expect(await until(300)).toHaveLength(300);
  });

  it('wait for a database that is away, and are then stored in order', async () => {
    queue.take(record(0));
    await until(1);
    await away(true);
    for (let n = 1; n <= 250; n++) queue.take(record(n));
    await new Promise<void>((resolve) => (onRefused = resolve));
    await away(false);
    expect(await until(251)).toEqual(Array.from({ length: 251 }, (_, n) => `call-${n}`));
  }, 20_000);

  it('are not held up by one that cannot be stored', async () => {
    queue.take(record(1));
    queue.take(record(2, 'a\u0000b'));
    queue.take({ ...record(3), professionalId: 'nobody' });
    queue.take(record(4));
    expect(await until(2)).toEqual(['call-1', 'call-4']);
    expect(lost).toMatchObject([{ record: { callId: 'call-2' } }, { record: { callId: 'call-3' } }]);
  });

  it('know the caller by a token, or that there was no number', async () => {
    queue.take({ ...record(1), callerToken: 'token' });
    queue.take({ ...record(2), withheld: true });
    await until(2);
    expect(await dataSource.query('SELECT caller_token, caller_withheld, kind FROM call_records')).toEqual([
      { caller_token: 'token', caller_withheld: false, kind: 'inbound' },
      { caller_token: null, caller_withheld: true, kind: 'inbound' },
    ]);
    expect(await keptCallers()).toEqual([]);
  });

  it('tell calls of every kind apart', async () => {
    queue.take({ ...record(1), kind: 'professional' });
    queue.take({ ...record(2), kind: 'consent' });
    await until(2);
    expect(await dataSource.query('SELECT caller_withheld, kind FROM call_records')).toEqual([
      { caller_withheld: false, kind: 'professional' },
      { caller_withheld: false, kind: 'consent' },
    ]);
  });

  it('leave the sealed number of a caller who rang somebody beside them', async () => {
    queue.take(rang(1));
    await until(1);
    expect(await keptCallers()).toEqual([
      {
        call_id: 'call-1',
        professional_id: PROFESSIONAL,
        token: 'token',
        dialled: '+12025550100',
        key_id: 'k1',
        ciphertext: Buffer.from('sealed'),
        at: new Date(1_767_225_600_001),
      },
    ]);
  });

  it('that are handed in again do not bring back what was erased of their caller', async () => {
    queue.take(rang(1));
    await until(1);
    await dataSource.query('DELETE FROM caller_numbers');
    queue.take(rang(1));
    queue.take(record(2));
    await until(2);
    expect(await keptCallers()).toEqual([]);
  });

  it('of sessions leave no caller to call back', async () => {
    await dataSource.query(
      `INSERT INTO session_numbers (number, label, language, ringing) VALUES ('+12025550199', 'one', 'en', '{}')`,
    );
    queue.take({ ...rang(1), dialled: '+12025550199' });
    queue.take(rang(2));
    await until(2);
    expect((await keptCallers()).map((row: { call_id: string }) => row.call_id)).toEqual(['call-2']);
  });

  it('are stored together with their caller, or not at all', async () => {
    await dataSource.query('ALTER TABLE caller_numbers ADD CHECK (dialled <> $$+12025550198$$)');
    queue.take({ ...rang(1), dialled: '+12025550198' });
    queue.take(rang(2));
    expect(await until(1)).toEqual(['call-2']);
    expect(lost).toMatchObject([{ record: { callId: 'call-1' } }]);
    expect(Object.keys((lost[0] as { record: object }).record)).not.toContain('sealedCaller');
  });

  it('that still wait at shutdown are stored first', async () => {
    for (let n = 0; n < 500; n++) queue.take(record(n));
    await queue.beforeApplicationShutdown();
    expect(await stored()).toHaveLength(500);
  });

  it('that cannot be stored at shutdown do not hold it up for long', async () => {
    await away(true);
    queue.take(record(1));
    const began = Date.now();
    await queue.beforeApplicationShutdown();
    expect(Date.now() - began).toBeLessThan(7000);
    await away(false);
    expect(await stored()).toEqual([]);
    expect(lost).toMatchObject([{ record: { callId: 'call-1' } }]);
  }, 15_000);
});
