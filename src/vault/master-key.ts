import { createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import type { Purpose } from './data-key.js';
import { FirstKeys } from './first-keys.js';
import { lock, unlock } from './seal-box.js';
import { VaultError } from './vault-error.js';
import type { VaultKey } from './vault-key.entity.js';

export const KEY_BYTES = 32;

type WrappedKey = Omit<VaultKey, 'createdAt'>;

/** Stands beside what the key sealed, and tells nothing of it. */
export const newKeyId = (): string => randomBytes(8).toString('hex');

/** Wraps the keys that work on data, and stands where the database is not. */
export class MasterKey {
  readonly #wrapping: KeyObject;
  /** What databases of version 0.1 were sealed with. */
  readonly first: FirstKeys;

  /** `where` names its place to people. */
  constructor(
    bytes: Buffer,
    readonly where: string,
  ) {
    const derived = hkdfSync('sha256', bytes, '', 'throughline vault: wrapping', KEY_BYTES);
    this.#wrapping = createSecretKey(Buffer.from(derived));
    this.first = new FirstKeys(bytes);
  }

  /** The row of a data key; a new, random one if none is given. */
  wrap(id: string, purpose: Purpose, key = createSecretKey(randomBytes(KEY_BYTES))): WrappedKey {
    const wrapped = lock(this.#wrapping, key.export(), boundTo(id, purpose));
    return { id, purpose, wrapped, state: 'current', retiredAt: null };
  }

  /** Undefined when another master key wrapped it, or it was changed. */
  unwrap({ id, purpose, wrapped }: Pick<VaultKey, 'id' | 'purpose' | 'wrapped'>): KeyObject | undefined {
    if (!wrapped) return id === this.first.id ? this.first.sealing : undefined;
    const key = unlock(this.#wrapping, wrapped, boundTo(id, purpose));
    return key && createSecretKey(key);
  }
}

const boundTo = (id: string, purpose: Purpose): string => `vault-key/${purpose}/${id}`;

/** The key in `text`, base64. `where` names its place for the error; the text itself is never repeated. */
export function parseMasterKey(text: string, where: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length === KEY_BYTES && key.toString('base64') === text.trim()) return key;
  throw new VaultError(
    'vault-key-malformed',
    `${where} holds no vault key: it must be ${KEY_BYTES} bytes in base64, which is 44 characters; put the right one back`,
  );
}
