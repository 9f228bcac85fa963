import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { DataSource } from 'typeorm';
import { DirectLine } from '../../../src/direct-lines/direct-line.js';
import { LineSealer } from '../../../src/direct-lines/line-sealer.js';
import { LineOpener } from '../../../src/direct-lines/open-line.js';
import { PURPOSES } from '../../../src/vault/data-key.js';
import { startApp } from '../api/service.js';
import { freshPlace, masterKey, type Place } from './place.js';
import { databaseOfVersion01 } from './version-0-1.js';

const NUMBER = '+12025550150';
let place: Place;

beforeEach(async () => {
  place = await freshPlace();
});
afterEach(() => place.remove());

/** Demo data: lines that are sealed with the keys. */
const bootWithLines = (more: Record<string, string> = {}) => place.boot({ DEMO: 'on', ...more });

async function refusal(more: Record<string, string> = {}): Promise<Error & { code: string }> {
  const error: unknown = await place.boot(more).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(error instanceof Error)) throw new Error('it started');
  return error as Error & { code: string };
}

describe('The master key', () => {
  it('is made at the first start, for the service’s user alone', async () => {
    await place.boot();
    expect(Buffer.from(readFileSync(place.file('vault.key'), 'utf8').trim(), 'base64')).toHaveLength(32);
    expect(statSync(place.file('vault.key')).mode & 0o777).toBe(0o600);
    expect(statSync(place.keysDir).mode & 0o077).toBe(0);
  });

  it('may come from the environment, and is not written down then', async () => {
    const key = masterKey();
    await bootWithLines({ VAULT_KEY: key });
    await place.boot({ VAULT_KEY: key });
    expect(() => readFileSync(place.file('vault.key'))).toThrow('ENOENT');
  });

  it('that is lost stops the start, and is not made anew', async () => {
    await place.boot();
    rmSync(place.file('vault.key'));
    expect(await refusal()).toMatchObject({
      code: 'vault-key-missing',
      message:
        "vault-key-missing: the vault's master key is missing: this database is sealed with it. " +
        `Put it back as ${place.file('vault.key')} or VAULT_KEY`,
    });
    expect(() => readFileSync(place.file('vault.key'))).toThrow('ENOENT');
  });

  it('that is another one stops the start, and is not told', async () => {
    await place.boot();
    const wrong = masterKey();
    const right = readFileSync(place.file('vault.key'), 'utf8');
    place.write('vault.key', wrong);
    const error = await refusal();
    expect(error).toMatchObject({
      code: 'vault-key-wrong',
      message:
        `vault-key-wrong: the vault's master key in ${place.file('vault.key')} is not the one this database ` +
        'is sealed with; put that one back',
    });
    expect(error.stack).not.toContain(wrong);
    place.write('vault.key', right);
    expect(await refusal({ VAULT_KEY: wrong })).toMatchObject({ code: 'vault-key-wrong' });
    expect((await refusal({ VAULT_KEY: wrong })).message).toContain('in VAULT_KEY is not');
    await place.boot();
  });

  it.each([
    ['nothing', ''],
    ['a word', 'secret'],
    ['31 bytes', randomBytes(31).toString('base64')],
    ['32 bytes in hexadecimal', randomBytes(32).toString('hex')],
  ])('that is none stops the start, and is not told: %s', async (_what, text) => {
    place.write('vault.key', text);
    const error = await refusal();
    expect(error).toMatchObject({ code: 'vault-key-malformed' });
    expect(error.message).toContain(`${place.file('vault.key')} holds no vault key: it must be 32 bytes`);
    if (text) expect(error.stack).not.toContain(text);
  });

  it('that cannot be read stops the start', async () => {
    // A folder: to root, who runs tests in containers, no file is unreadable.
    mkdirSync(place.file('vault.key'), { recursive: true });
    expect(await refusal()).toMatchObject({
      code: 'vault-key-unreadable',
      message: `vault-key-unreadable: the vault's master key in ${place.file('vault.key')} cannot be read (EISDIR); give this user the right to`,
    });
  });

  it('that cannot be written stops the start', async () => {
    mkdirSync(place.file('vault.key.next'), { recursive: true });
    expect(await refusal()).toMatchObject({ code: 'vault-key-unwritable' });
  });
});

describe('The data keys', () => {
  const rows = async () => (await place.connect()).query('SELECT * FROM vault_keys ORDER BY purpose, id');

  it('are made once, by services that start together', async () => {
    await Promise.all([place.boot(), place.boot()]);
    const keys = await rows();
    expect(keys.map(({ purpose }: any) => purpose).sort()).toEqual([...PURPOSES].sort());
    expect(new Set(keys.map(({ state }: any) => state))).toEqual(new Set(['current']));
    await place.boot();
    expect(await rows()).toEqual(keys);
  });

  it('that were changed, or exchanged for another, stop the start', async () => {
    await bootWithLines();
    const source = await place.connect();
    const change = (what: string) =>
      source.query(`UPDATE vault_keys SET wrapped = ${what} WHERE purpose = 'line-index'`);
    const [{ wrapped }] = await source.query(`SELECT wrapped FROM vault_keys WHERE purpose = 'line-index'`);
    for (const what of [
      'set_byte(wrapped, 40, get_byte(wrapped, 40) # 1)',
      "'\\x00'",
      'substr(wrapped, 1, 59)',
    ]) {
      await change(what);
      const error = await refusal();
      expect(error).toMatchObject({ code: 'vault-keys-damaged' });
      expect(error.message).toMatch(
        /the key [0-9a-f]{16} in the table vault_keys is not as it was wrapped; restore/,
      );
    }
    await change(`(SELECT wrapped FROM vault_keys WHERE purpose = 'caller-token')`);
    expect(await refusal()).toMatchObject({ code: 'vault-keys-damaged' });
    await source.query(`UPDATE vault_keys SET wrapped = $1 WHERE purpose = 'line-index'`, [wrapped]);
    await place.boot();
  });

  it('cannot be removed while they are in use, and lost ones stop the start', async () => {
    await bootWithLines();
    const source = await place.connect();
    await expect(source.query('DELETE FROM vault_keys')).rejects.toThrow('in use must not be removed');
    await expect(source.query('TRUNCATE vault_keys')).rejects.toThrow('in use must not be removed');
    await source.query('ALTER TABLE vault_keys DISABLE TRIGGER USER');
    await source.query(`DELETE FROM vault_keys WHERE purpose = 'line-index'`);
    expect((await refusal()).message).toContain('has no current key for line-index; restore the table');
    await source.query('DELETE FROM vault_keys');
    expect((await refusal()).message).toMatch(
      /16 of the direct lines are sealed with the key [0-9a-f]{16}, which is not/,
    );
    expect(await rows()).toEqual([]);
  });

  it('are those of version 0.1 where there was one: its lines stay as they are, and open', async () => {
    const master = randomBytes(32);
    place.write('vault.key', master.toString('base64'));
    const line = await databaseOfVersion01(place.url, master, NUMBER);
    await place.boot();
    const { app } = await startApp(place.environment());
    const [row] = await app.get(DataSource).query('SELECT * FROM direct_lines');
    expect(row).toMatchObject({ id: line.id, key_id: line.keyId });
    expect([row.ciphertext, row.number_index]).toEqual([line.ciphertext, line.numberIndex]);
    const sealed = { ...line, ciphertext: line.ciphertext.toString('base64') };
    const opened = await app.get(LineOpener, { strict: false }).openLine(sealed);
    expect(opened.reveal()).toBe(NUMBER);
    const sealer = app.get(LineSealer, { strict: false });
    expect(sealer.indexOf(new DirectLine(NUMBER))).toEqual(line.numberIndex);
    expect(sealer.seal(line.professionalId, opened).keyId).toBe(line.keyId);
    await app.close();
  });

  it('of version 0.1 are asked for too', async () => {
    await databaseOfVersion01(place.url, randomBytes(32), NUMBER);
    expect(await refusal()).toMatchObject({ code: 'vault-key-missing' });
    place.write('vault.key', masterKey());
    expect(await refusal()).toMatchObject({ code: 'vault-key-wrong' });
  });
});
