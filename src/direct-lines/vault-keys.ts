import { createHmac, hkdfSync } from 'node:crypto';

export const KEY_BYTES = 32;

/** What is derived from one vault key. Each purpose has a key of its own, so that none tells of another. */
export class VaultKeys {
  /** Names the key beside what it sealed; tells nothing of it. */
  readonly id: string;
  readonly sealing: Buffer;
  readonly #indexing: Buffer;

  constructor(vaultKey: Buffer) {
    this.id = derive(vaultKey, 'id').toString('hex').slice(0, 16);
    this.sealing = derive(vaultKey, 'sealing');
    this.#indexing = derive(vaultKey, 'indexing');
  }

  /** Equal for equal numbers, and of no use without the key: numbers are few enough to try them all. */
  indexOf(e164: string): Buffer {
    return createHmac('sha256', this.#indexing).update(e164).digest();
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
