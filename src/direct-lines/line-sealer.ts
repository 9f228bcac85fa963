import { createCipheriv, randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { DirectLine } from './direct-line.js';
import { Keyring } from './keyring.js';
import { ALGORITHM, boundTo, NONCE_BYTES } from './seal-format.js';

/** What is stored of a direct line. */
export interface Sealed {
  id: string;
  professionalId: string;
  keyId: string;
  ciphertext: Buffer;
  numberIndex: Buffer;
}

/** Seals direct lines. Opening them is another file's, which few may import. */
@Injectable()
export class LineSealer {
  constructor(private readonly keyring: Keyring) {}

  seal(professionalId: string, line: DirectLine): Sealed {
    const { id: keyId, sealing } = this.keyring.current;
    const id = randomUUID();
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, sealing, nonce).setAAD(boundTo(professionalId, id));
    const body = Buffer.concat([cipher.update(line.reveal(), 'utf8'), cipher.final()]);
    const ciphertext = Buffer.concat([nonce, cipher.getAuthTag(), body]);
    return { id, professionalId, keyId, ciphertext, numberIndex: this.indexOf(line) };
  }

  indexOf(line: DirectLine): Buffer {
    return this.keyring.current.indexOf(line.reveal());
  }
}
