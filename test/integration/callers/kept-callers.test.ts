import { inbound } from '../../unit/trunks/inbound.js';
import type { DataSource } from 'typeorm';
import type { CallRecord } from '../../../src/call-flow/record.js';
import { CallRecordRow } from '../../../src/call-records/call-record.entity.js';
import { CallRecordWriter } from '../../../src/call-records/call-record-writer.js';
import { Callers } from '../../../src/callers/callers.js';
import { KeptCaller } from '../../../src/callers/kept-caller.entity.js';
import { CallerOpener } from '../../../src/callers/open-caller.js';
import { connect } from '../../../src/database/connect.js';
import { Vault } from '../../../src/vault/vault.js';
import { keyring, sealOpener } from '../../unit/vault/keys.js';
import { freshDatabase } from '../fresh-database.js';

const NUMBER = '+12025550143';
const PROFESSIONAL = '00000000-0000-4000-8000-000000000001';
const keys = keyring();
const callers = new Callers(inbound(), new Vault(keys));
const opener = new CallerOpener(sealOpener(keys));

describe('What is kept of callers', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let dataSource: DataSource;

  /** A call as the flow records it: from the number as the carrier sent it. */
  const write = async (callId: string, more: Partial<CallRecord> = {}): Promise<void> => {
    const caller = callers.recognise('(202) 555-0143', callId, null);
    const record: CallRecord = {
      callId,
      kind: 'inbound',
      dialled: '+12025550100',
      callerToken: caller?.token ?? null,
      withheld: caller === null,
      sealedCaller: caller?.sealed ?? null,
      startedAt: 1_767_225_600_000,
      answeredAt: null,
      connectedAt: null,
      endedAt: 1_767_225_601_000,
      outcome: 'no-answer',
      cause: 19,
      categoryId: null,
      listingId: null,
      professionalId: PROFESSIONAL,
      arrivedBy: null,
      trunkId: null,
      attempts: [],
      timeline: [],
      ...more,
    };
    await new CallRecordWriter(dataSource.getRepository(CallRecordRow)).write([record]);
  };

  beforeAll(async () => {
    database = await freshDatabase();
    dataSource = await connect(database.url);
    await write('call-1');
    await write('call-2');
    await write('call-3', { sealedCaller: null });
    await write('call-4', { professionalId: null });
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.remove();
  });

  const kept = () => dataSource.getRepository(KeptCaller).find({ order: { callId: 'ASC' } });

  it('is the number of those who rang somebody, sealed, under one token for all their calls', async () => {
    const rows = await kept();
    expect(rows.map(({ callId }) => callId)).toEqual(['call-1', 'call-2']);
    expect(new Set(rows.map(({ token }) => token)).size).toBe(1);
    expect(rows[0]?.ciphertext).not.toEqual(rows[1]?.ciphertext);
  });

  it('opens as the caller of its own call, and of no other', async () => {
    const [one, other] = (await kept()).map(({ callId, keyId, ciphertext }) => ({
      callId,
      sealed: { keyId, ciphertext: ciphertext.toString('base64') },
    }));
    if (!one || !other) throw new Error('two calls were kept');
    expect((await opener.open(one.callId, one.sealed)).reveal()).toBe(NUMBER);
    await expect(opener.open(other.callId, one.sealed)).rejects.toMatchObject({ code: 'seal-broken' });
  });

  it('is nowhere in clear', async () => {
    const tables = ['call_records', 'caller_numbers'];
    const texts = await Promise.all(
      tables.map((table) => dataSource.query(`SELECT ${table}::text AS row FROM ${table}`)),
    );
    expect(JSON.stringify(texts)).toContain('call-4');
    for (const clear of [NUMBER.slice(-7), Buffer.from(NUMBER).toString('hex')])
      expect(JSON.stringify(texts)).not.toContain(clear);
  });
});
