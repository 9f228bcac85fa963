import type { KeyObject } from 'node:crypto';
import { PURPOSES, type DataKey, type Purpose } from './data-key.js';
import { VaultError } from './vault-error.js';

/** The vault's keys as this process knows them. */
export class Keyring {
  #keys = new Map<string, DataKey>();
  #current = new Map<Purpose, DataKey>();

  /** Throws a VaultError when a purpose has no current key. */
  constructor(keys: DataKey[]) {
    this.replace(keys);
  }

  /** As the table has them now. One that lacks a purpose is refused, and what was known stays. */
  replace(keys: DataKey[]): void {
    const current = new Map(keys.filter(({ state }) => state === 'current').map((key) => [key.purpose, key]));
    const lacking = PURPOSES.find((purpose) => !current.has(purpose));
    if (lacking) throw keyGone(lacking);
    this.#current = current;
    this.#keys = new Map(keys.map((key) => [key.id, key]));
  }

  current(purpose: Purpose): DataKey {
    const key = this.#current.get(purpose);
    if (!key) throw keyGone(purpose);
    return key;
  }

  ids(): string[] {
    return [...this.#keys.keys()];
  }

  find(keyId: string): DataKey | undefined {
    return this.#keys.get(keyId);
  }

  sealing(keyId: string): KeyObject | undefined {
    const key = this.#keys.get(keyId);
    return key?.purpose === 'sealing' ? key.key : undefined;
  }
}

const keyGone = (purpose: Purpose) =>
  new VaultError(
    'vault-keys-damaged',
    `the table vault_keys has no current key for ${purpose}; restore the table from a backup`,
  );
