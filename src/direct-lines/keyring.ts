import type { VaultKeys } from './vault-keys.js';

/** The keys by which direct lines are sealed and opened. One for now; with a change of keys, the older ones too. */
export class Keyring {
  readonly #keys: Map<string, VaultKeys>;

  constructor(
    readonly current: VaultKeys,
    older: VaultKeys[] = [],
  ) {
    this.#keys = new Map([current, ...older].map((keys) => [keys.id, keys]));
  }

  find(keyId: string): VaultKeys | undefined {
    return this.#keys.get(keyId);
  }
}
