import { createSecretKey, randomBytes } from 'node:crypto';
import type { DataKey, Purpose } from '../../../src/vault/data-key.js';
import { Keyring } from '../../../src/vault/keyring.js';

export const dataKey = (purpose: Purpose, more: Partial<DataKey> = {}): DataKey => ({
  id: randomBytes(8).toString('hex'),
  purpose,
  isCurrent: true,
  key: createSecretKey(randomBytes(32)),
  ...more,
});

/** One of each purpose, and `more` sealing keys that are not current. */
export const keyring = (sealing = dataKey('sealing'), ...more: DataKey[]): Keyring =>
  new Keyring([
    sealing,
    ...more,
    ...(['line-index', 'caller-token', 'audit-chain'] as const).map((purpose) => dataKey(purpose)),
  ]);
