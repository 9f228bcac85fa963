import { createSecretKey, hkdfSync } from 'node:crypto';
import type { DataKey, Purpose } from './data-key.js';

export const KEY_BYTES = 32;

/** What is derived from one vault key. */
export class VaultKeys {
  /** Names the key beside what it sealed; tells nothing of it. */
  readonly id: string;

  constructor(private readonly vaultKey: Buffer) {
    this.id = derive(vaultKey, 'id').toString('hex').slice(0, 16);
  }

  all(): DataKey[] {
    return [
      this.dataKey(this.id, 'sealing', 'sealing'),
      this.dataKey(`${this.id}-lines`, 'line-index', 'indexing'),
      this.dataKey(`${this.id}-callers`, 'caller-token', 'caller-token'),
      this.dataKey(`${this.id}-audit`, 'audit-chain', 'audit-chain'),
    ];
  }

  private dataKey(id: string, purpose: Purpose, name: string): DataKey {
    return { id, purpose, isCurrent: true, key: createSecretKey(derive(this.vaultKey, name)) };
  }
}

function derive(vaultKey: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', vaultKey, '', `throughline direct lines: ${purpose}`, KEY_BYTES));
}

/** The key in `text`, base64. `where` names its place for the error; the text itself is never repeated. */
export function parseVaultKey(text: string, where: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length === KEY_BYTES && key.toString('base64') === text.trim()) return key;
  throw new Error(
    `${where} holds no vault key: it must be ${KEY_BYTES} bytes in base64, which is 44 characters`,
  );
}
