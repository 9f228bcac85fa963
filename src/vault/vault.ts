import { createCipheriv, createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Sealed } from '../call-flow/plan.js';
import type { IndexPurpose } from './data-key.js';
import { Keyring } from './keyring.js';
import { ALGORITHM, NONCE_BYTES } from './seal-format.js';

/** Seals private texts, and indexes them. Opening is another file's, which few may import. */
@Injectable()
export class Vault {
  constructor(private readonly keyring: Keyring) {}

  /** `boundTo` says what the text is, of which row and whose: only under the same words does the seal open. */
  seal(text: string, boundTo: string): Sealed {
    const { id: keyId, key } = this.keyring.current('sealing');
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(boundTo));
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    const ciphertext = Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
    return { keyId, ciphertext };
  }

  /** Equal for equal texts, and of no use without the key: numbers are few enough to try them all. 32 bytes. */
  hmac(purpose: IndexPurpose, text: string): Buffer {
    return createHmac('sha256', this.keyring.current(purpose).key).update(text).digest();
  }
}
