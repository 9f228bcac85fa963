import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyName, verdictOn, type Receipt } from '../../../src/data-subjects/receipt.js';
import {
  callOf,
  caller,
  heldProfessional,
  NOBODY,
  privacy,
  query,
  REASON,
  service,
  usePeople,
  write,
} from './people.js';

usePeople();

async function receipt(): Promise<Receipt> {
  const [whom, who] = [await heldProfessional(), caller()];
  await write(callOf(who, whom));
  return (await privacy('POST', `professionals/${whom.id}/erasure`, REASON)).body;
}

const publicKey = async () => createPublicKey((await privacy('GET', 'receipts/public-key')).body.publicKey);
const keyFile = () => join(service.keysDir, 'receipt.key');

describe('A receipt', () => {
  it('is proved genuine by the public key, as it was answered and as it is saved', async () => {
    const [given, key] = [await receipt(), await publicKey()];
    expect(given.key).toBe(keyName(key));
    expect(verdictOn(JSON.stringify(given), key)).toBe('genuine');
    expect(verdictOn(`${JSON.stringify(given, null, 2)}\n`, key)).toBe('genuine');
  });

  it('that was changed in any one byte is found', async () => {
    const [text, key] = [JSON.stringify(await receipt()), await publicKey()];
    for (let i = 0; i < text.length; i++)
      for (const other of ['0', ' ', 'A'])
        if (text[i] !== other)
          expect([i, verdictOn(text.slice(0, i) + other + text.slice(i + 1), key)]).not.toEqual([
            i,
            'genuine',
          ]);
  });

  it('that says something else, or twice, is found', async () => {
    const [given, key] = [await receipt(), await publicKey()];
    const changed = (change: object) => verdictOn(JSON.stringify({ ...given, ...change }), key);
    expect(changed({ erased: given.erased.slice(1) })).toBe('changed');
    expect(changed({ signature: given.signature.replace('==', '=') })).toBe('changed');
    expect(changed({ note: 'all of it' })).toBe('changed');
    expect(verdictOn(JSON.stringify(given).replace('{', '{"id":"mine",'), key)).toBe('changed');
    expect(verdictOn('', key)).toBe('unreadable');
    expect(verdictOn('{"id":1}', key)).toBe('unreadable');
    expect(verdictOn(JSON.stringify(given), generateKeyPairSync('ed25519').publicKey)).toBe('other-key');
  });

  it('is read again to the byte, and cannot be changed or removed', async () => {
    const given = await receipt();
    expect((await privacy('GET', `receipts/${given.id}`)).body).toEqual(given);
    await expect(query('UPDATE receipts SET body = body')).rejects.toThrow('only grows');
    await expect(query('DELETE FROM receipts')).rejects.toThrow('only grows');
    await expect(query('TRUNCATE receipts')).rejects.toThrow('only grows');
    expect(await privacy('GET', `receipts/${NOBODY}`)).toMatchObject({ status: 404 });
  });

  it('is signed by a key that only the service’s user can read, made once', async () => {
    await Promise.all([receipt(), receipt(), receipt()]);
    expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
    const before = readFileSync(keyFile(), 'utf8');
    const key = await publicKey();
    expect(verdictOn(JSON.stringify(await receipt()), key)).toBe('genuine');
    expect(readFileSync(keyFile(), 'utf8')).toBe(before);
  });

  it('that cannot be signed is not given, and nothing is erased', async () => {
    await receipt();
    const good = readFileSync(keyFile());
    const { id } = await heldProfessional();
    writeFileSync(keyFile(), 'no key');
    expect(await privacy('POST', `professionals/${id}/erasure`, REASON)).toMatchObject({ status: 500 });
    writeFileSync(keyFile(), good);
    expect(await service.api('GET', `professionals/${id}`)).toMatchObject({ status: 200 });
  });
});
