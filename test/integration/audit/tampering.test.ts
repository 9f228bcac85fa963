import { createHash, randomBytes } from 'node:crypto';
import { AuditRow } from '../../../src/audit/audit-row.entity.js';
import { canonical } from '../../../src/audit/canonical.js';
import { chainHash } from '../../../src/audit/chain.js';
import { Verification, type KnownHead } from '../../../src/audit/verification.js';
import { CONSOLE } from '../../../src/audit/actor.js';
import { Vault } from '../../../src/vault/vault.js';
import { keyring } from '../../unit/vault/keys.js';
import { audit, dataSource, note, rows, useAuditLog, vault } from './audit-log.js';

useAuditLog();

const ENTRIES = 12;
const LOST_TABLE_KEYS = `ALTER TABLE audit_log DROP CONSTRAINT IF EXISTS audit_log_pkey,
  DROP CONSTRAINT IF EXISTS audit_log_previous_key, DROP CONSTRAINT IF EXISTS audit_log_hash_key`;

/** As the database's owner can: around what refuses. Put back where it was afterwards, so that only the deed is found. */
async function tamper(...deeds: string[]): Promise<void> {
  await dataSource.query('ALTER TABLE audit_log DISABLE TRIGGER USER');
  for (const deed of deeds) await dataSource.query(deed);
  await dataSource.query('ALTER TABLE audit_log ENABLE ALWAYS TRIGGER audit_log_is_append_only');
}

const verify = async (...heads: KnownHead[]) =>
  (await new Verification(dataSource, vault).run(heads)).findings;

const headNow = async (from = 'kept'): Promise<KnownHead> => {
  const { seq, hash } = (await rows()).at(-1);
  return { seq: Number(seq), hash: hash.toString('hex'), from };
};

beforeAll(async () => {
  for (let i = 1; i <= ENTRIES; i++)
    await audit.write(dataSource.manager, {
      actor: CONSOLE,
      action: 'retention-changed',
      subject: 'retention:call-records',
      reason: i % 2 ? `The reason of entry ${i}` : undefined,
      detail: { days: i },
    });
  await dataSource.query('CREATE TABLE untouched AS SELECT * FROM audit_log');
});
const restore = () => tamper('DELETE FROM audit_log', 'INSERT INTO audit_log SELECT * FROM untouched');

describe('A log that nobody touched', () => {
  it('is found whole, also while it is written to', async () => {
    expect(await verify(await headNow())).toEqual([]);
    const writing = Promise.all(Array.from({ length: 30 }, () => note()));
    for (let i = 0; i < 5; i++) expect(await verify(await headNow())).toEqual([]);
    await writing;
    const verdict = await new Verification(dataSource, vault).run([await headNow()]);
    expect(verdict).toEqual({
      entries: ENTRIES + 30,
      head: expect.objectContaining({ seq: ENTRIES + 30 }),
      findings: [],
    });
    await restore();
  });
});

describe('In a log that was tampered with is found', () => {
  afterEach(restore);

  it.each([
    [`at = at + interval '1 ms'`],
    [`actor = 'service'`],
    [`action = 'data-erased'`],
    [`subject = 'vault'`],
    [`reason = NULL`],
    [`reason = 'Another reason'`],
    [`detail = '{"days": 6}'`],
    [`detail = '{"days": 5, "more": true}'`],
    [`detail = '{"days": "5"}'`],
    [`hash = decode('${randomBytes(32).toString('hex')}', 'hex')`],
  ])('a field that was changed: %s', async (change) => {
    await tamper(`UPDATE audit_log SET ${change} WHERE seq = 5`);
    expect((await verify())[0]).toBe(
      'Entry 5 is not as it was written: something in it, or its hash, was changed',
    );
  });

  it('an entry that was changed and given a hash by who has no key, with all behind it linked again', async () => {
    const all = (await rows()).map((row: any) => ({ ...row, seq: Number(row.seq) }));
    all[4].reason = 'Another reason';
    for (let i = 4; i < all.length; i++) {
      all[i].previous = all[i - 1].hash;
      all[i].hash = createHash('sha256').update(canonical(all[i])).digest();
    }
    await tamper(
      'DELETE FROM audit_log WHERE seq > 4',
      ...all.slice(4).map(
        ({ seq, previous, hash, reason }: any) =>
          `INSERT INTO audit_log SELECT seq, at, actor, action, subject, ${reason ? `'${reason}'` : 'NULL'}, detail,
         '\\x${previous.toString('hex')}', '\\x${hash.toString('hex')}' FROM untouched WHERE seq = ${seq}`,
      ),
    );
    expect(await verify()).toEqual(
      [5, 6, 7, 8, 9, 10, 11, 12].map(
        (seq) => `Entry ${seq} is not as it was written: something in it, or its hash, was changed`,
      ),
    );
  });

  it.each([
    ['one', 'seq = 5', 'Entry 5 is missing: it was removed'],
    ['some', 'seq IN (5, 6, 7)', 'Entries 5 to 7 are missing: they were removed'],
    ['the first', 'seq = 1', 'Entry 1 is missing: it was removed'],
  ])('that %s in it was removed', async (_what, which, finding) => {
    await tamper(`DELETE FROM audit_log WHERE ${which}`);
    expect(await verify()).toEqual([finding]);
  });

  it('that one was removed and the rest moved up', async () => {
    await tamper(
      'DELETE FROM audit_log WHERE seq = 5',
      ...[6, 7, 8, 9, 10, 11, 12].map((seq) => `UPDATE audit_log SET seq = ${seq - 1} WHERE seq = ${seq}`),
      `UPDATE audit_log SET previous = (SELECT hash FROM audit_log WHERE seq = 4) WHERE seq = 5`,
    );
    expect((await verify())[0]).toMatch(/^Entry 5 is not as it was written/);
  });

  it('that the end was cut off: by a head that was seen earlier, and by nothing else', async () => {
    const head = await headNow();
    await tamper('DELETE FROM audit_log WHERE seq > 9');
    expect(await verify()).toEqual([]);
    expect(await verify(head)).toEqual([
      'The log ends with entry 9, but entry 12 was there (kept): its end was cut off, or an older database was put back',
    ]);
  });

  it('that everything was removed', async () => {
    const head = await headNow();
    await tamper('TRUNCATE audit_log');
    expect(await verify(head)).toEqual([
      'The log ends before it begins, but entry 12 was there (kept): its end was cut off, or an older database was put back',
    ]);
  });

  it('that an older database was put back, and written to since', async () => {
    for (let i = 0; i < 3; i++) await note();
    const [middle, head] = [{ ...(await headNow()), seq: 13 }, await headNow('--head')];
    middle.hash = (await rows())[12].hash.toString('hex');
    await restore();
    for (let i = 0; i < 6; i++) await note('switchboard');
    expect(await verify()).toEqual([]);
    expect(await verify(middle, head)).toEqual([
      'Entry 13 is not the one that was there (kept): the log was written anew from an earlier state',
      'Entry 15 is not the one that was there (--head): the log was written anew from an earlier state',
    ]);
  });

  it('that one was put in between', async () => {
    await tamper(
      LOST_TABLE_KEYS,
      ...[12, 11, 10, 9, 8, 7, 6].map((seq) => `UPDATE audit_log SET seq = ${seq + 1} WHERE seq = ${seq}`),
      `INSERT INTO audit_log SELECT 6, at, actor, action, subject, reason, detail, hash, '\\x00' FROM untouched WHERE seq = 5`,
    );
    const findings = await verify();
    expect(findings).toContain('Entry 6 is not as it was written: something in it, or its hash, was changed');
    expect(findings).toContain('Entry 7 does not follow entry 6: one of them was put in, moved or replaced');
  });

  it('that one was put at the end', async () => {
    await tamper(
      `INSERT INTO audit_log SELECT 13, at, actor, action, subject, reason, detail, hash, '\\x00' FROM untouched WHERE seq = 12`,
    );
    expect(await verify()).toEqual([
      'Entry 13 is not as it was written: something in it, or its hash, was changed',
    ]);
  });

  it('that one stands in another’s place which the service itself wrote, before an older database was put back', async () => {
    await note('switchboard');
    await dataSource.query('CREATE TABLE another AS SELECT * FROM audit_log WHERE seq = 13');
    await restore();
    for (let i = 0; i < 3; i++) await note('vault');
    await tamper('DELETE FROM audit_log WHERE seq = 13', 'INSERT INTO audit_log SELECT * FROM another');
    expect(await verify()).toEqual([
      'Entry 14 does not follow entry 13: one of them was put in, moved or replaced',
    ]);
  });

  it('that two were exchanged', async () => {
    await tamper(
      'UPDATE audit_log SET seq = 100 WHERE seq = 5',
      'UPDATE audit_log SET seq = 5 WHERE seq = 6',
      'UPDATE audit_log SET seq = 6 WHERE seq = 100',
    );
    const findings = await verify();
    expect(findings).toContain('Entry 5 is not as it was written: something in it, or its hash, was changed');
    expect(findings).toContain('Entry 6 does not follow entry 5: one of them was put in, moved or replaced');
  });

  it('that one is there twice, and that one holds nothing where something has to be', async () => {
    await tamper(LOST_TABLE_KEYS, 'INSERT INTO audit_log SELECT * FROM untouched WHERE seq = 12');
    expect(await verify()).toEqual(['Entry 12 is there more than once: one was put in']);
    await restore();
    await tamper(
      'ALTER TABLE audit_log ALTER previous DROP NOT NULL, ALTER hash DROP NOT NULL',
      'UPDATE audit_log SET previous = NULL, hash = NULL WHERE seq = 12',
    );
    expect((await verify()).length).toBeGreaterThan(0);
  });

  it('that all of it was written with another key', async () => {
    const { findings } = await new Verification(dataSource, new Vault(keyring())).run([]);
    expect(findings[0]).toMatch(/^No entry fits the audit log's key/);
    expect(findings).toHaveLength(ENTRIES + 1);
  });

  it.each(['DISABLE TRIGGER USER', 'ENABLE REPLICA TRIGGER audit_log_is_append_only'])(
    'that the table is open: %s',
    async (how) => {
      await dataSource.query(`ALTER TABLE audit_log ${how}`);
      expect(await verify()).toEqual([expect.stringMatching(/^The table lets entries be changed/)]);
    },
  );

  it('that what the trigger does was replaced', async () => {
    const [{ source }] = await dataSource.query(
      `SELECT pg_get_functiondef('audit_log_is_append_only'::regproc) AS source`,
    );
    await dataSource.query(
      `CREATE OR REPLACE FUNCTION audit_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$`,
    );
    expect(await verify()).toEqual([expect.stringMatching(/^The table lets entries be changed/)]);
    await dataSource.query(source);
  });
});

/** As `Audit.write` would, in one statement. */
async function addMany(count: number): Promise<void> {
  const entry = {
    at: new Date(),
    actor: 'console',
    action: 'api-key-revoked',
    subject: 'vault',
    reason: null,
  };
  let { seq, hash: previous } = (await rows()).at(-1);
  const added = Array.from({ length: count }, () => {
    const row = { ...entry, detail: {}, seq: Number(++seq), previous };
    previous = chainHash(vault, row);
    return { ...row, hash: previous };
  });
  await dataSource.manager.insert(AuditRow, added);
}

describe('A long log', () => {
  it('is read in batches, none of its entries twice or never', async () => {
    await dataSource.query(LOST_TABLE_KEYS);
    await addMany(1010);
    const told: number[] = [];
    const verdict = await new Verification(dataSource, vault).run([], (entries) => told.push(entries));
    expect(verdict).toMatchObject({ entries: ENTRIES + 1010, findings: [] });
    expect(told).toEqual([1000, ENTRIES + 1010]);
    // The last of a batch and the first of the next.
    await tamper('INSERT INTO audit_log SELECT * FROM audit_log WHERE seq = 1000');
    expect(await verify()).toEqual(['Entry 1000 is there more than once: one was put in']);
  }, 30_000);
});
