import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Sealed } from '../call-flow/plan.js';
import type { IndexPurpose } from './data-key.js';
import { Keyring } from './keyring.js';
import { lock } from './seal-box.js';

/** Seals private texts, and indexes them. Opening is another file's, which few may import. */
@Injectable()
export class Vault {
  constructor(private readonly keyring: Keyring) {}

  /** `boundTo` says what the text is, of which row and whose: only under the same words does the seal open. */
  seal(text: string, boundTo: string): Sealed {
    const { id: keyId, key } = this.keyring.current('sealing');
    return { keyId, ciphertext: lock(key, Buffer.from(text), boundTo).toString('base64') };
  }

  /** Equal for equal texts, and of no use without the key: numbers are few enough to try them all. 32 bytes. */
  hmac(purpose: IndexPurpose, text: string): Buffer {
    return createHmac('sha256', this.keyring.current(purpose).key).update(text).digest();
  }
}
