import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Vault } from '../vault/vault.js';
import type { DirectLine } from './direct-line.js';
import { lineSeal } from './line-seal.js';

/** What is stored of a direct line. */
export interface StoredLine {
  id: string;
  professionalId: string;
  keyId: string;
  ciphertext: Buffer;
  numberIndex: Buffer;
}

/** Seals direct lines. Opening them is another file's, which few may import. */
@Injectable()
export class LineSealer {
  constructor(private readonly vault: Vault) {}

  /** `id` is of the row that has this very number already. */
  seal(professionalId: string, line: DirectLine, id: string = randomUUID()): StoredLine {
    const { keyId, ciphertext } = this.vault.seal(line.reveal(), lineSeal(professionalId, id));
    return {
      id,
      professionalId,
      keyId,
      ciphertext: Buffer.from(ciphertext, 'base64'),
      numberIndex: this.indexOf(line),
    };
  }

  indexOf(line: DirectLine): Buffer {
    return this.vault.hmac('line-index', line.reveal());
  }
}
