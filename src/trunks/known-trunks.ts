import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { TrunkCredential, type CredentialPurpose } from './trunk-credential.entity.js';
import { Trunk } from './trunk.entity.js';

/** The enabled trunks and their credentials, in memory: a call that is to leave waits for no database. */
@Injectable()
export class KnownTrunks {
  private trunks: Trunk[] = [];
  private credentials: TrunkCredential[] = [];

  constructor(@InjectRepository(Trunk) private readonly rows: Repository<Trunk>) {}

  /** As they are in Postgres. Rejects when it is away: then those stay known that were. */
  async load(): Promise<Trunk[]> {
    const [trunks, credentials] = await Promise.all([
      this.rows.find({ where: { enabled: true }, order: { createdAt: 'ASC', id: 'ASC' } }),
      this.rows.manager.find(TrunkCredential),
    ]);
    this.credentials = credentials;
    return (this.trunks = trunks);
  }

  all(): Trunk[] {
    return this.trunks;
  }

  byId(trunkId: string): Trunk | undefined {
    return this.trunks.find(({ id }) => id === trunkId);
  }

  /** Sealed: open-credentials.ts opens it, for the exchange. */
  credential(trunkId: string, purpose: CredentialPurpose): TrunkCredential | undefined {
    return this.credentials.find((one) => one.trunkId === trunkId && one.purpose === purpose);
  }
}
