import { createDecipheriv } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DirectLine } from './direct-line.js';
import { Keyring } from './keyring.js';
import { ALGORITHM, boundTo, NONCE_BYTES, TAG_BYTES } from './seal-format.js';
import type { SealedLine } from './sealed-line.js';

export type UnreadableReason = 'key-unknown' | 'seal-broken';

/** Names the line by the id of its row; there is nothing else to say of it. */
export class UnreadableLineError extends Error {
  constructor(
    readonly code: UnreadableReason,
    lineId: string,
  ) {
    const why =
      code === 'key-unknown' ? 'its vault key is not here' : 'it was not sealed as what it is used for';
    super(`Direct line ${lineId} cannot be opened: ${why}; set the line again`);
    this.name = 'UnreadableLineError';
  }
}

/**
 * The only place where a hidden number comes out.
 * Dialling and the consent call import it; the import rules refuse it to everything else.
 */
@Injectable()
export class LineOpener {
  constructor(private readonly keyring: Keyring) {}

  openLine({ id, professionalId, keyId, ciphertext }: SealedLine): DirectLine {
    const keys = this.keyring.find(keyId);
    if (!keys) throw new UnreadableLineError('key-unknown', id);
    const number = unseal(keys.sealing, Buffer.from(ciphertext, 'base64'), boundTo(professionalId, id));
    if (number === undefined) throw new UnreadableLineError('seal-broken', id);
    return new DirectLine(number);
  }
}

/** Undefined when anything about it is not as it was sealed. */
function unseal(key: Buffer, sealed: Buffer, boundTo: Buffer): string | undefined {
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
