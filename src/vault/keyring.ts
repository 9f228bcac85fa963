import type { KeyObject } from 'node:crypto';
import type { DataKey, Purpose } from './data-key.js';

/** The vault's keys as this process knows them. */
export class Keyring {
  #keys: Map<string, DataKey>;

  constructor(keys: DataKey[]) {
    this.#keys = new Map(keys.map((key) => [key.id, key]));
  }

  /** The key that works now. Of index purposes there is one only, ever. */
  current(purpose: Purpose): DataKey {
    const key = [...this.#keys.values()].find((each) => each.purpose === purpose && each.isCurrent);
    if (!key) throw new Error(`The vault has no key for ${purpose}`);
    return key;
  }

  sealing(keyId: string): KeyObject | undefined {
    const key = this.#keys.get(keyId);
    return key?.purpose === 'sealing' ? key.key : undefined;
  }
}
