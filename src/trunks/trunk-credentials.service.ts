import { Injectable } from '@nestjs/common';
import { DataSource, Not, type EntityManager } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import { Audit } from '../audit/audit.js';
import { found, Problem } from '../common/problem.js';
import { Vault } from '../vault/vault.js';
import { credentialOwner, credentialSeal } from './credential-seal.js';
import { TrunkChanges } from './trunk-changes.js';
import { TrunkCredential, type CredentialPurpose } from './trunk-credential.entity.js';
import type { CredentialsView, NewCredentials } from './trunk-credentials.schema.js';
import { Trunk } from './trunk.entity.js';

/** By what a carrier and the switchboard know each other. A password that came in does not come out here. */
@Injectable()
export class TrunkCredentialsService {
  constructor(
    private readonly database: DataSource,
    private readonly vault: Vault,
    private readonly exchange: TrunkChanges,
    private readonly audit: Audit,
  ) {}

  async set(
    trunkId: string,
    purpose: CredentialPurpose,
    given: NewCredentials,
    actor: Actor,
  ): Promise<CredentialsView> {
    const { username, password } = given;
    const updatedAt = new Date();
    await this.database.transaction(async (manager) => {
      await lockedTrunk(manager, trunkId);
      if (purpose === 'theirs') await requireOwn(manager, trunkId, username);
      const { keyId, ciphertext } = this.vault.seal(
        password,
        credentialSeal(credentialOwner(trunkId, purpose)),
      );
      const row = { trunkId, purpose, username, keyId, ciphertext: Buffer.from(ciphertext, 'base64') };
      await manager.upsert(TrunkCredential, { ...row, updatedAt }, ['trunkId', 'purpose']);
      await this.note(manager, actor, 'trunk-credentials-set', trunkId, purpose);
    });
    await this.exchange.changed(trunkId);
    return { set: true, username, updatedAt };
  }

  async remove(trunkId: string, purpose: CredentialPurpose, actor: Actor): Promise<void> {
    await this.database.transaction(async (manager) => {
      const { registers } = await lockedTrunk(manager, trunkId);
      if (registers && purpose === 'ours')
        throw new Problem('in-use', 'The trunk registers with them; set registers to false first');
      const { affected } = await manager.delete(TrunkCredential, { trunkId, purpose });
      found(affected, 'password of the trunk');
      await this.note(manager, actor, 'trunk-credentials-removed', trunkId, purpose);
    });
    await this.exchange.changed(trunkId);
  }

  private note(
    manager: EntityManager,
    actor: Actor,
    action: 'trunk-credentials-set' | 'trunk-credentials-removed',
    trunkId: string,
    purpose: CredentialPurpose,
  ): Promise<void> {
    return this.audit.write(manager, { actor, action, subject: `trunk:${trunkId}`, detail: { purpose } });
  }
}

/** By its name a carrier is told from the others; two at the same moment are not noticed. */
async function requireOwn(manager: EntityManager, trunkId: string, username: string): Promise<void> {
  const where = { trunkId: Not(trunkId), purpose: 'theirs', username } as const;
  if (await manager.existsBy(TrunkCredential, where))
    throw new Problem('conflict', 'Another trunk has this username: give each carrier one of its own');
}

/** Its settings and its credentials rest on each other: whoever changes either waits for the other. */
export async function lockedTrunk(manager: EntityManager, id: string): Promise<Trunk> {
  const lock = { mode: 'pessimistic_write' } as const;
  return found(await manager.findOne(Trunk, { where: { id }, lock }), 'trunk');
}
