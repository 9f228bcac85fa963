import { createSecretKey, randomBytes } from 'node:crypto';
import { INDEX_PURPOSES, type DataKey, type Purpose } from '../../../src/vault/data-key.js';
import type { KeyWatch } from '../../../src/vault/key-watch.js';
import { Keyring } from '../../../src/vault/keyring.js';
import { SealOpener } from '../../../src/vault/open-seal.js';

export const dataKey = (purpose: Purpose, more: Partial<DataKey> = {}): DataKey => ({
  id: randomBytes(8).toString('hex'),
  purpose,
  state: 'current',
  key: createSecretKey(randomBytes(32)),
  ...more,
});

/** One of each purpose, and `more` sealing keys that are not current. */
export const dataKeys = (sealing = dataKey('sealing'), ...more: DataKey[]): DataKey[] => [
  sealing,
  ...more,
  ...INDEX_PURPOSES.map((purpose) => dataKey(purpose)),
];

export const keyring = (...sealing: DataKey[]): Keyring => new Keyring(dataKeys(...sealing));

/** Opens with these keys; `refresh` stands in for the table in which others may have put more. */
export const sealOpener = (keys: Keyring, refresh = async () => {}): SealOpener =>
  new SealOpener(keys, { refresh } as KeyWatch);
