import { randomInt, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Vault } from '../vault/vault.js';
import type { ConsentRequest } from './consent-request.entity.js';

/** Six digits. */
export const drawCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');

/** What is kept of one-time codes and applicants. A million codes are soon tried: only the vault's key protects them. */
@Injectable()
export class ConsentSecrets {
  constructor(private readonly vault: Vault) {}

  codeHash(requestId: string, code: string): Buffer {
    return this.vault.hmac('consent', `code/${requestId}/${code}`);
  }

  applicantIndex(applicant: string): Buffer {
    return this.vault.hmac('consent', `applicant/${applicant}`);
  }

  /** Takes as long for a code that is wrong at its first digit as at its last. */
  isRight({ id, codeHash }: ConsentRequest, code: string): boolean {
    return timingSafeEqual(codeHash, this.codeHash(id, code));
  }
}
