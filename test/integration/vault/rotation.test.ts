import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { Audit } from '../../../src/audit/audit.js';
import { SERVICE } from '../../../src/audit/actor.js';
import { DirectLine } from '../../../src/direct-lines/direct-line.js';
import { destroySpentKeys } from '../../../src/vault/spent-keys.js';
import { attentive, blocking, waiting } from './moments.js';
import { freshPlace, type Place } from './place.js';
import { addCaller, addLines, allOpen, sealedLines, startProcess, type Process } from './process.js';
import { vaultCommand } from './vault-command.js';

jest.setTimeout(60_000);

const LINES = 250;
let place: Place;
let service: Process;
let source: DataSource;

beforeEach(async () => {
  place = await freshPlace();
  service = await startProcess(place);
  ({ source } = service);
});
afterEach(async () => {
  await service.stop();
  await place.remove();
});

const rotate = () => vaultCommand(place.environment(), 'rotate');
const keys = () =>
  source.query(`SELECT id, state FROM vault_keys WHERE purpose = 'sealing' ORDER BY created_at`);
const states = async () => (await keys()).map(({ state }: any) => state);
const sealedWith = async (keyId: string) =>
  (await sealedLines(source)).filter((line) => line.keyId === keyId).length;

describe('A rotation', () => {
  it('seals everything anew with a new key, and every process goes on opening and sealing', async () => {
    const other = await startProcess(place);
    await addLines(service, LINES);
    await addCaller(service, 'call-1', 7);
    const before = await sealedLines(source);
    const [{ id: old }] = await keys();
    let rounds = 0;
    let isDone = false;
    const rotation = rotate().ended.finally(() => (isDone = true));
    while (!isDone) {
      // What a cache still has, what the table has now, and what is set meanwhile.
      for (const line of before.slice(0, 20)) expect(await other.open(line)).toMatch(/^\+1202/);
      for (const line of (await sealedLines(source)).slice(0, 20))
        expect(await service.open(line)).toMatch(/^\+1202/);
      await addLines(rounds % 2 ? service : other, 1);
      await Promise.all([service.watch.refresh(), other.watch.refresh()]);
      rounds++;
    }
    const { code, text } = await rotation;
    expect([code, text]).toEqual([0, expect.stringContaining('Sealed anew: ')]);
    expect(text).toContain('✓ Every process knows the new key');
    expect(rounds).toBeGreaterThan(3);

    const [, { id: current }] = await keys();
    expect(await states()).toEqual(['retired', 'current']);
    expect([await sealedWith(old), await sealedWith(current)]).toEqual([0, LINES + rounds]);
    expect(await allOpen(service)).toBe(LINES + rounds);
    for (const line of before) expect(await other.open(line)).toMatch(/^\+1202/);
    const [caller] = await source.query(
      `SELECT key_id AS "keyId", encode(ciphertext, 'base64') AS ciphertext FROM caller_numbers`,
    );
    expect(caller.keyId).toBe(current);
    expect(await service.openCaller('call-1', caller)).toBe('+12025550107');
    await other.stop();
  });

  it('waits until every process knows the key, and seals with it', async () => {
    await addLines(service, 3);
    const [{ id: old }] = await keys();
    // Looks when the test says so, and not by the clock.
    clearInterval((service.watch as any).timer);
    const rotation = rotate();
    await rotation.says('knows the new key: 0 of 1');
    expect(await states()).toEqual(['current', 'pending']);
    await service.watch.refresh();
    await rotation.says('seals with it: 0 of 1');
    expect(await states()).toEqual(['retired', 'current']);
    expect(await sealedWith(old)).toBe(3);
    await addLines(service, 1);
    await service.watch.refresh();
    expect((await rotation.ended).text).toContain('Sealed anew: 4.');
    expect(await sealedWith(old)).toBe(0);
  });

  it('that is killed between two batches is taken up by the next', async () => {
    await addLines(service, LINES);
    const [{ id: old }] = await keys();
    const inTheSecondBatch = (await sealedLines(source))[150]?.id;
    const holder = source.createQueryRunner();
    await holder.startTransaction();
    await holder.query('SELECT FROM direct_lines WHERE id = $1 FOR UPDATE', [inTheSecondBatch]);
    const first = rotate();
    await attentive(waiting(source), service);
    await first.kill();
    await holder.rollbackTransaction();
    await holder.release();

    expect(await sealedWith(old)).toBe(LINES - 100);
    expect(await states()).toEqual(['retired', 'current']);
    expect(await allOpen(service)).toBe(LINES);
    const { text } = await attentive(rotate().ended, service);
    expect(text).toContain('A rotation was interrupted: it goes on.');
    expect(text).toContain(`Sealed anew: ${LINES - 100}.`);
    expect(await sealedWith(old)).toBe(0);
    expect(await states()).toEqual(['retired', 'current']);
    expect(await allOpen(service)).toBe(LINES);
  });

  it('leaves a line that is set meanwhile as it was set', async () => {
    await addLines(service, 3);
    const [line] = await sealedLines(source);
    const holder = source.createQueryRunner();
    await holder.startTransaction();
    const { id, professionalId } = line!;
    const { keyId, ciphertext } = service.sealer.seal(professionalId, new DirectLine('+12025550199'), id);
    const set = 'UPDATE direct_lines SET key_id = $2, ciphertext = $3 WHERE id = $1';
    await holder.query(set, [id, keyId, ciphertext]);
    const rotation = rotate();
    await attentive(waiting(source), service);
    await holder.commitTransaction();
    await holder.release();
    expect((await attentive(rotation.ended, service)).code).toBe(0);
    const after = (await sealedLines(source)).find((each) => each.id === id)!;
    expect(await service.open(after)).toBe('+12025550199');
    await attentive(rotate().ended, service);
    expect(await sealedWith(keyId)).toBe(0);
    expect(await allOpen(service)).toBe(3);
  });

  it('that is killed while it waits for a process is taken up by the next', async () => {
    await addLines(service, 5);
    clearInterval((service.watch as any).timer);
    const first = rotate();
    await first.says('knows the new key: 0 of 1');
    await first.kill();
    expect(await states()).toEqual(['current', 'pending']);
    expect(await allOpen(service)).toBe(5);
    const { text } = await attentive(rotate().ended, service);
    expect(text).toContain('it goes on');
    expect(await states()).toEqual(['retired', 'current']);
    expect(await allOpen(service)).toBe(5);
  });

  it.each([
    // Whatever was sent is carried out, even if who sent it is gone; what was not sent is not.
    ['making the new key', 'INSERT'],
    ['making it current', 'UPDATE'],
  ])('that is killed while %s is taken up by the next', async (_what, verb) => {
    await addLines(service, 5);
    const holder = await blocking(source, verb);
    const first = rotate();
    await attentive(waiting(source), service);
    await first.kill();
    await holder.release();
    expect(await states()).toEqual(['current', 'pending']);
    expect(await allOpen(service)).toBe(5);
    await attentive(rotate().ended, service);
    expect(await states()).toEqual(['retired', 'current']);
    expect(await allOpen(service)).toBe(5);
  });

  it('runs once at a time', async () => {
    const holder = source.createQueryRunner();
    await holder.query('SELECT pg_advisory_lock(7460103)');
    const { code, text } = await rotate().ended;
    expect([code, text]).toEqual([1, expect.stringContaining('vault-rotation-running: a change')]);
    await holder.query('SELECT pg_advisory_unlock(7460103)');
    await holder.release();
  });

  it('leaves a row that does not open as it is, says so, and keeps its key', async () => {
    await addLines(service, 3);
    const [{ id: old }] = await keys();
    const [line] = await sealedLines(source);
    await source.query(
      'UPDATE direct_lines SET ciphertext = set_byte(ciphertext, 30, get_byte(ciphertext, 30) # 1) WHERE id = $1',
      [line?.id],
    );
    const { code, text } = await attentive(rotate().ended, service);
    expect(code).toBe(0);
    expect(text).toContain('Sealed anew: 2.');
    expect(text).toContain(`Does not open, and was left as it is: direct lines: ${line?.id}`);
    expect(await sealedWith(old)).toBe(1);
    await source.query(
      `UPDATE vault_keys SET retired_at = now() - interval '25 hours' WHERE state = 'retired'`,
    );
    expect(await destroySpentKeys(source.manager, new Audit(service.vault), SERVICE)).toEqual([]);
  });

  it('keeps the old key for a day, and the next one destroys it', async () => {
    await addLines(service, 3);
    const [{ id: first }] = await keys();
    await attentive(rotate().ended, service);
    await source.query(
      `UPDATE vault_keys SET retired_at = now() - interval '23 hours 59 minutes' WHERE id = $1`,
      [first],
    );
    await attentive(rotate().ended, service);
    expect(await states()).toEqual(['retired', 'retired', 'current']);
    await source.query(
      `UPDATE vault_keys SET retired_at = now() - interval '24 hours 1 minute' WHERE id = $1`,
      [first],
    );
    await attentive(rotate().ended, service);
    expect((await keys()).map(({ id }: any) => id)).not.toContain(first);
    expect(await states()).toEqual(['retired', 'retired', 'current']);
    expect(service.keyring.find(first)).toBeUndefined();
    expect(await allOpen(service)).toBe(3);
  });

  it('is noted in the audit log, with keys by their ids', async () => {
    await addLines(service, 3);
    await attentive(rotate().ended, service);
    const [, { id: key }] = await keys();
    expect(await source.query('SELECT actor, action, subject, detail FROM audit_log ORDER BY seq')).toEqual([
      { actor: 'console', action: 'vault-rotated', subject: 'vault', detail: { key } },
      { actor: 'console', action: 'vault-rotated', subject: 'vault', detail: { key, rows: 3 } },
    ]);
  });
});

describe('A process', () => {
  it('says what it knows while it runs, and forgets who was killed long ago', async () => {
    const names = async () =>
      (await source.query('SELECT name FROM vault_readers')).map(({ name }: any) => name);
    await source.query(
      `INSERT INTO vault_readers VALUES (gen_random_uuid(), 'killed', '{}', NULL, now() - interval '25 hours')`,
    );
    const other = await startProcess(place);
    expect((await names()).filter((name: string) => name.endsWith(` ${process.pid}`))).toHaveLength(2);
    expect(await names()).not.toContain('killed');
    await other.stop();
    expect(await names()).toHaveLength(1);
  });

  it('that missed a rotation reads the keys again for a line it cannot open', async () => {
    await addLines(service, 2);
    const asleep = await startProcess(place);
    await source.query(`UPDATE vault_readers SET read_at = now() - interval '61 seconds' WHERE known <> '{}' AND id NOT IN
      (SELECT id FROM vault_readers ORDER BY read_at LIMIT 1)`);
    await attentive(rotate().ended, service);
    const [, { id: current }] = await keys();
    expect(asleep.keyring.find(current)).toBeUndefined();
    expect(await allOpen(asleep)).toBe(2);
    expect(asleep.keyring.current('sealing').id).toBe(current);
    await asleep.stop();
  });

  it('goes on with what it knows while the database is away, or its keys are damaged', async () => {
    await addLines(service, 2);
    const lines = await sealedLines(source);
    await source.query(`ALTER TABLE vault_keys DISABLE TRIGGER USER`);
    await source.query(`DELETE FROM vault_keys WHERE purpose = 'line-index'`);
    await service.watch.refresh();
    expect(service.vault.hmac('line-index', 'x')).toHaveLength(32);
    await source.destroy();
    await service.watch.refresh();
    for (const line of lines) expect(await service.open(line)).toMatch(/^\+1202/);
    const unknown = { ...lines[0]!, keyId: randomUUID() };
    await expect(service.open(unknown)).rejects.toMatchObject({ code: 'key-unknown' });
  });
});
