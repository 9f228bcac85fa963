import { createDecipheriv, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Sealed } from '../call-flow/plan.js';
import { Keyring } from './keyring.js';
import { ALGORITHM, NONCE_BYTES, TAG_BYTES } from './seal-format.js';
import { UnreadableSealError } from './unreadable-seal.js';

/** Opens what the vault sealed. For the files named `open-*.ts`; the import rules refuse it to everything else. */
@Injectable()
export class SealOpener {
  constructor(private readonly keyring: Keyring) {}

  /** Rejects with an UnreadableSealError that names `what`. */
  async open({ keyId, ciphertext }: Sealed, boundTo: string, what: string): Promise<string> {
    const key = this.keyring.sealing(keyId);
    if (!key) throw new UnreadableSealError('key-unknown', what);
    const text = unseal(key, Buffer.from(ciphertext, 'base64'), Buffer.from(boundTo));
    if (text === undefined) throw new UnreadableSealError('seal-broken', what);
    return text;
  }
}

/** Undefined when anything about it is not as it was sealed. */
function unseal(key: KeyObject, sealed: Buffer, boundTo: Buffer): string | undefined {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const body = sealed.subarray(NONCE_BYTES + TAG_BYTES);
  try {
    // The length is given because a shorter tag would be accepted otherwise, and could be guessed.
    const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(boundTo).setAuthTag(tag);
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
