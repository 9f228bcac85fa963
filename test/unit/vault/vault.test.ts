import { createSecretKey, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { getMetadataArgsStorage } from 'typeorm';
import { entities } from '../../../src/database/entities.js';
import { INDEX_PURPOSES, PURPOSES } from '../../../src/vault/data-key.js';
import { Keyring } from '../../../src/vault/keyring.js';
import { MasterKey, parseMasterKey } from '../../../src/vault/master-key.js';
import { lock, unlock } from '../../../src/vault/seal-box.js';
import { sealedTables } from '../../../src/vault/sealed-tables.js';
import { Vault } from '../../../src/vault/vault.js';
import { dataKey, dataKeys, keyring, sealOpener } from './keys.js';

const TEXT = '+12025550150';
const NAME = { what: 'It', remedy: 'do it again' };

describe('The vault', () => {
  it('opens under the words it sealed by, and under no others', async () => {
    const keys = keyring();
    const sealed = new Vault(keys).seal(TEXT, 'trunk/1');
    expect(await sealOpener(keys).open(sealed, 'trunk/1', NAME)).toBe(TEXT);
    for (const words of ['trunk/2', 'caller/1', '1', '', 'trunk/1 '])
      await expect(sealOpener(keys).open(sealed, words, NAME)).rejects.toMatchObject({
        code: 'seal-broken',
      });
  });

  it.each([4, 8, 12, 15])(
    'opens nothing that is only %d bytes of a tag long: those could be guessed',
    (bytes) => {
      const { key } = dataKey('sealing');
      const nothing = lock(key, Buffer.alloc(0), 'x');
      expect(unlock(key, nothing, 'x')).toEqual(Buffer.alloc(0));
      expect(unlock(key, nothing.subarray(0, 12 + bytes), 'x')).toBeUndefined();
    },
  );

  it('asks once for a key it does not know, and opens with it', async () => {
    const [ours, theirs] = [dataKey('sealing'), dataKey('sealing', { state: 'pending' })];
    const sealed = new Vault(keyring({ ...theirs, state: 'current' })).seal(TEXT, 'x');
    const keys = keyring(ours);
    let asked = 0;
    const learning = sealOpener(keys, async () => {
      asked++;
      keys.replace(dataKeys(ours, theirs));
    });
    expect(await learning.open(sealed, 'x', NAME)).toBe(TEXT);
    expect(await learning.open(sealed, 'x', NAME)).toBe(TEXT);
    expect(asked).toBe(1);
    const unlearning = sealOpener(keyring(ours), async () => void asked++);
    await expect(unlearning.open(sealed, 'x', NAME)).rejects.toMatchObject({ code: 'key-unknown' });
    expect(asked).toBe(2);
  });

  it('does not open with a key of another purpose', async () => {
    const index = dataKey('line-index');
    const sealed = new Vault(keyring({ ...index, purpose: 'sealing' })).seal(TEXT, 'x');
    const opener = sealOpener(new Keyring([...dataKeys(), { ...index, state: 'retired' }]));
    await expect(opener.open(sealed, 'x', NAME)).rejects.toMatchObject({ code: 'key-unknown' });
  });

  it('indexes the same text apart for each purpose, and equally for each process', () => {
    const keys = keyring();
    const indexes = INDEX_PURPOSES.map((purpose) => new Vault(keys).hmac(purpose, TEXT).toString('hex'));
    expect(new Set(indexes).size).toBe(INDEX_PURPOSES.length);
    expect(INDEX_PURPOSES.map((purpose) => new Vault(keys).hmac(purpose, TEXT).toString('hex'))).toEqual(
      indexes,
    );
  });

  it('knows of every table that holds something sealed', () => {
    const holding = getMetadataArgsStorage().columns.filter(
      ({ target, options, propertyName }) =>
        entities.includes(target as never) && (options.name ?? propertyName) === 'ciphertext',
    );
    const tables = holding.map(
      ({ target }) => getMetadataArgsStorage().tables.find((table) => table.target === target)?.name,
    );
    expect(sealedTables.map(({ table }) => table).sort()).toEqual(tables.sort());
  });
});

describe('The keyring', () => {
  it('shows no key, however it is printed', () => {
    const key = dataKey('sealing');
    const keys = keyring(key);
    const shown =
      inspect(keys, { depth: null, showHidden: true }) +
      JSON.stringify(keys) +
      inspect(key, { depth: null, showHidden: true, customInspect: false });
    for (const form of ['hex', 'base64', 'base64url'] as const)
      expect(shown).not.toContain(key.key.export().toString(form).slice(0, 12));
  });

  it.each(PURPOSES)('is not without a current key for %s, and stays as it was', (purpose) => {
    const before = dataKeys();
    const keys = new Keyring(before);
    const without = before.map((key) =>
      key.purpose === purpose ? { ...key, state: 'retired' as const } : key,
    );
    expect(() => keys.replace(without)).toThrow(
      `vault-keys-damaged: the table vault_keys has no current key for ${purpose}`,
    );
    expect(PURPOSES.map((each) => keys.current(each))).toEqual(before);
  });
});

describe('A master key', () => {
  const bytes = randomBytes(32);
  const master = new MasterKey(bytes, 'here');

  it('unwraps what it wrapped, for the same row and purpose only', () => {
    const key = createSecretKey(randomBytes(32));
    const row = master.wrap('id-1', 'sealing', key);
    expect(master.unwrap(row)?.equals(key)).toBe(true);
    expect(master.unwrap({ ...row, id: 'id-2' })).toBeUndefined();
    expect(master.unwrap({ ...row, purpose: 'line-index' })).toBeUndefined();
    expect(new MasterKey(randomBytes(32), 'there').unwrap(row)).toBeUndefined();
    expect(new MasterKey(Buffer.from(bytes), 'there').unwrap(row)?.equals(key)).toBe(true);
  });

  it('shows nothing of itself', () => {
    const shown = inspect(master, { depth: null, showHidden: true }) + JSON.stringify(master);
    for (const form of ['hex', 'base64', 'base64url'] as const)
      expect(shown).not.toContain(bytes.toString(form).slice(0, 12));
  });

  it('is read from base64 with or without a line’s end, and from nothing else', () => {
    const text = bytes.toString('base64');
    expect(parseMasterKey(`${text}\n`, 'here')).toEqual(bytes);
    for (const wrong of [
      '',
      text.slice(1),
      `${text}=`,
      text.replace(/=$/, ''),
      bytes.toString('hex'),
      `${text} ${text}`,
    ])
      expect(() => parseMasterKey(wrong, 'here')).toThrow('vault-key-malformed: here holds no vault key');
  });
});
