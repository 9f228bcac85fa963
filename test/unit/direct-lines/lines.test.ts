import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { DirectLine } from '../../../src/direct-lines/direct-line.js';
import { LineSealer, type StoredLine } from '../../../src/direct-lines/line-sealer.js';
import { LineOpener } from '../../../src/direct-lines/open-line.js';
import type { SealedLine } from '../../../src/direct-lines/sealed-line.js';
import { UnreadableSealError } from '../../../src/vault/unreadable-seal.js';
import { Vault } from '../../../src/vault/vault.js';
import { dataKey, keyring, sealOpener } from '../vault/keys.js';

const NUMBER = '+12025550150';
const sealing = dataKey('sealing');
const keys = keyring(sealing);
const sealer = new LineSealer(new Vault(keys));
const openerOf = (keys: ReturnType<typeof keyring>) => new LineOpener(sealOpener(keys));
const opener = openerOf(keys);
const professionalId = randomUUID();

const seal = (number = NUMBER) => sealer.seal(professionalId, new DirectLine(number));
const asStored = ({ id, professionalId, keyId, ciphertext }: StoredLine): SealedLine => ({
  id,
  professionalId,
  keyId,
  ciphertext: ciphertext.toString('base64'),
});

async function refusal(line: SealedLine, by = opener): Promise<UnreadableSealError> {
  const error: unknown = await by.openLine(line).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(UnreadableSealError);
  return error as UnreadableSealError;
}

describe('A sealed line', () => {
  it('opens after a way through JSON', async () => {
    const line = JSON.parse(JSON.stringify(asStored(seal()))) as SealedLine;
    expect((await opener.openLine(line)).reveal()).toBe(NUMBER);
  });

  it('differs each time, and is found by one index', () => {
    const [first, second] = [seal(), seal()];
    expect(first.ciphertext).not.toEqual(second.ciphertext);
    expect(first.id).not.toBe(second.id);
    expect(first.numberIndex).toEqual(second.numberIndex);
    expect(first.numberIndex).not.toEqual(seal('+12025550151').numberIndex);
  });

  it('has nothing of the number in it', () => {
    const sealed = seal();
    const bytes = Buffer.concat([sealed.ciphertext, sealed.numberIndex]).toString('latin1');
    expect(bytes + inspect(sealed)).not.toContain('5550150');
  });

  it('does not open when it was changed, in any byte', async () => {
    const sealed = seal();
    for (let i = 0; i < sealed.ciphertext.length; i++) {
      const ciphertext = Buffer.from(sealed.ciphertext);
      ciphertext[i] = Number(ciphertext[i]) ^ 1;
      expect((await refusal(asStored({ ...sealed, ciphertext }))).code).toBe('seal-broken');
    }
  });

  it('does not open when it was cut, at any length', async () => {
    const sealed = seal();
    for (let length = 0; length < sealed.ciphertext.length; length++) {
      const ciphertext = sealed.ciphertext.subarray(0, length);
      expect((await refusal(asStored({ ...sealed, ciphertext }))).code).toBe('seal-broken');
    }
  });

  it('does not open when it was moved to another professional or row', async () => {
    const line = asStored(seal());
    expect((await refusal({ ...line, professionalId: randomUUID() })).code).toBe('seal-broken');
    expect((await refusal({ ...line, id: randomUUID() })).code).toBe('seal-broken');
    expect((await refusal({ ...line, ciphertext: asStored(seal()).ciphertext })).code).toBe('seal-broken');
  });

  it('does not open with another key, whatever its name', async () => {
    const line = asStored(seal());
    expect((await refusal(line, openerOf(keyring()))).code).toBe('key-unknown');
    const renamed = { ...sealing, key: createSecretKey(randomBytes(32)) };
    expect((await refusal(line, openerOf(keyring(renamed)))).code).toBe('seal-broken');
  });

  it('opens with an older key what that one sealed', async () => {
    const older = openerOf(keyring(dataKey('sealing'), { ...sealing, state: 'retired' }));
    expect((await older.openLine(asStored(seal()))).reveal()).toBe(NUMBER);
  });

  it('that does not open is named by its row, with the reason and what to do, and no number', async () => {
    const line = asStored(seal());
    const error = await refusal({ ...line, professionalId: randomUUID() });
    expect(error.message).toBe(
      `The direct line ${line.id} cannot be opened: it was not sealed as what it is used for; set it again`,
    );
    expect(inspect(error, { depth: null, showHidden: true })).not.toMatch(/5550150/);
  });
});
