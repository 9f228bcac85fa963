import { Injectable } from '@nestjs/common';
import { SealOpener } from '../vault/open-seal.js';
import { credentialOwner, credentialSeal } from './credential-seal.js';
import type { TrunkCredential } from './trunk-credential.entity.js';

/** The only place where a trunk's password comes out, for the exchange; the import rules refuse it to all else. */
@Injectable()
export class CredentialOpener {
  constructor(private readonly opener: SealOpener) {}

  /** Rejects with an UnreadableSealError. */
  open({ trunkId, purpose, keyId, ciphertext }: TrunkCredential): Promise<string> {
    const name = { what: `The password (${purpose}) of the trunk ${trunkId}`, remedy: 'set it again' };
    const sealed = { keyId, ciphertext: ciphertext.toString('base64') };
    return this.opener.open(sealed, credentialSeal(credentialOwner(trunkId, purpose)), name);
  }
}
