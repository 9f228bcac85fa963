import { randomBytes, randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { DirectLine } from '../../../src/direct-lines/direct-line.js';
import { Keyring } from '../../../src/direct-lines/keyring.js';
import { LineSealer, type Sealed } from '../../../src/direct-lines/line-sealer.js';
import { LineOpener, UnreadableLineError } from '../../../src/direct-lines/open-line.js';
import type { SealedLine } from '../../../src/direct-lines/sealed-line.js';
import { parseVaultKey, VaultKeys } from '../../../src/direct-lines/vault-keys.js';

const NUMBER = '+12025550150';
const vaultKey = randomBytes(32);
const keys = new VaultKeys(vaultKey);
const sealer = new LineSealer(new Keyring(keys));
const opener = new LineOpener(new Keyring(keys));
const professionalId = randomUUID();

const seal = (number = NUMBER) => sealer.seal(professionalId, new DirectLine(number));
const asStored = ({ id, professionalId, keyId, ciphertext }: Sealed): SealedLine => ({
  id,
  professionalId,
  keyId,
  ciphertext: ciphertext.toString('base64'),
});

function refusal(line: SealedLine, by = opener): UnreadableLineError {
  try {
    by.openLine(line);
  } catch (error) {
    expect(error).toBeInstanceOf(UnreadableLineError);
    return error as UnreadableLineError;
  }
  throw new Error('it was opened');
}

describe('The vault', () => {
  it('opens what it sealed, after a way through JSON', () => {
    const line = JSON.parse(JSON.stringify(asStored(seal()))) as SealedLine;
    expect(opener.openLine(line).reveal()).toBe(NUMBER);
  });

  it('seals one number differently each time, and finds it by one index', () => {
    const [first, second] = [seal(), seal()];
    expect(first.ciphertext).not.toEqual(second.ciphertext);
    expect(first.id).not.toBe(second.id);
    expect(first.numberIndex).toEqual(second.numberIndex);
    expect(first.numberIndex).not.toEqual(seal('+12025550151').numberIndex);
  });

  it('has nothing of the number in what it seals', () => {
    const sealed = seal();
    const bytes = Buffer.concat([sealed.ciphertext, sealed.numberIndex]).toString('latin1');
    expect(bytes + inspect(sealed)).not.toContain('5550150');
  });

  it('does not open what was changed, in any byte', () => {
    const sealed = seal();
    for (let i = 0; i < sealed.ciphertext.length; i++) {
      const ciphertext = Buffer.from(sealed.ciphertext);
      ciphertext[i] = Number(ciphertext[i]) ^ 1;
      expect(refusal(asStored({ ...sealed, ciphertext })).code).toBe('seal-broken');
    }
  });

  it('does not open what was cut, at any length', () => {
    const sealed = seal();
    for (let length = 0; length < sealed.ciphertext.length; length++) {
      const ciphertext = sealed.ciphertext.subarray(0, length);
      expect(refusal(asStored({ ...sealed, ciphertext })).code).toBe('seal-broken');
    }
  });

  it('does not open a line that was moved to another professional or row', () => {
    const line = asStored(seal());
    expect(refusal({ ...line, professionalId: randomUUID() }).code).toBe('seal-broken');
    expect(refusal({ ...line, id: randomUUID() }).code).toBe('seal-broken');
    expect(refusal({ ...line, ciphertext: asStored(seal()).ciphertext }).code).toBe('seal-broken');
  });

  it('does not open with another key, whatever its name', () => {
    const other = new LineOpener(new Keyring(new VaultKeys(randomBytes(32))));
    const line = asStored(seal());
    expect(refusal(line, other).code).toBe('key-unknown');
    const renamed = new VaultKeys(randomBytes(32));
    const opener = new LineOpener(new Keyring(renamed));
    expect(refusal({ ...line, keyId: renamed.id }, opener).code).toBe('seal-broken');
  });

  it('opens with an older key what that one sealed', () => {
    const opener = new LineOpener(new Keyring(new VaultKeys(randomBytes(32)), [keys]));
    expect(opener.openLine(asStored(seal())).reveal()).toBe(NUMBER);
  });

  it('names the row, the reason and what to do, and no number', () => {
    const line = asStored(seal());
    const error = refusal({ ...line, professionalId: randomUUID() });
    expect(error.message).toBe(
      `Direct line ${line.id} cannot be opened: it was not sealed as what it is used for; set the line again`,
    );
    expect(inspect(error, { depth: null, showHidden: true })).not.toMatch(/5550150/);
  });
});

describe('The keys of the vault', () => {
  it('are derived apart: none is the vault’s key, or another', () => {
    const index = keys.indexOf('');
    const all = [vaultKey, keys.sealing, index].map((key) => key.toString('hex'));
    expect(new Set(all).size).toBe(3);
    expect(keys.id).toMatch(/^[0-9a-f]{16}$/);
    expect(all.some((key) => key.includes(keys.id))).toBe(false);
  });

  it('are the same for the same vault key', () => {
    const again = new VaultKeys(Buffer.from(vaultKey));
    expect([again.id, again.sealing, again.indexOf(NUMBER)]).toEqual([
      keys.id,
      keys.sealing,
      keys.indexOf(NUMBER),
    ]);
  });

  it('are read from base64 with or without a line’s end, and from nothing else', () => {
    const text = vaultKey.toString('base64');
    expect(parseVaultKey(`${text}\n`, 'here')).toEqual(vaultKey);
    for (const wrong of [
      '',
      text.slice(1),
      `${text}=`,
      text.replace(/=$/, ''),
      vaultKey.toString('hex'),
      `${text} ${text}`,
    ]) {
      expect(() => parseVaultKey(wrong, 'here')).toThrow('here holds no vault key');
    }
  });
});
