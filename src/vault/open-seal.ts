import { Injectable } from '@nestjs/common';
import type { Sealed } from '../call-flow/plan.js';
import { KeyWatch } from './key-watch.js';
import { Keyring } from './keyring.js';
import { unlock } from './seal-box.js';
import { UnreadableSealError, type SealName } from './unreadable-seal.js';

/** Opens what the vault sealed. For the files named `open-*.ts`; the import rules refuse it to everything else. */
@Injectable()
export class SealOpener {
  constructor(
    private readonly keyring: Keyring,
    private readonly watch: KeyWatch,
  ) {}

  /**
   * Opens without waiting for anything, unless the key is a new one that another process made.
   * Rejects with an UnreadableSealError.
   */
  async open({ keyId, ciphertext }: Sealed, boundTo: string, name: SealName): Promise<string> {
    if (!this.keyring.sealing(keyId)) await this.watch.refresh();
    const key = this.keyring.sealing(keyId);
    if (!key) throw new UnreadableSealError('key-unknown', name);
    const text = unlock(key, Buffer.from(ciphertext, 'base64'), boundTo);
    if (!text) throw new UnreadableSealError('seal-broken', name);
    return text.toString('utf8');
  }
}
