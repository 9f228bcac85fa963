import type { Logger } from '@nestjs/common';
import type { KnownTrunks } from '../trunks/known-trunks.js';
import type { CredentialOpener } from '../trunks/open-credentials.js';
import type { CredentialPurpose } from '../trunks/trunk-credential.entity.js';
import type { Trunk } from '../trunks/trunk.entity.js';
import { TrunkStore } from './trunk-keeper.js';
import type { Credential, TrunkSettings } from './trunk-objects.js';

/** The trunks in Postgres, with their passwords in clear: from here they go to Asterisk's memory, and nowhere else. */
export class TrunkTable extends TrunkStore {
  constructor(
    private readonly trunks: KnownTrunks,
    private readonly opener: CredentialOpener,
    private readonly log: Logger,
  ) {
    super();
  }

  /** One whose password cannot be opened is left out: without it, it would let in who should be asked for it. */
  async enabled(): Promise<TrunkSettings[]> {
    const trunks = await this.trunks.load();
    return (await Promise.all(trunks.map((trunk) => this.opened(trunk)))).flat();
  }

  private async opened(trunk: Trunk): Promise<TrunkSettings[]> {
    try {
      const ours = await this.credential(trunk, 'ours');
      const theirs = await this.credential(trunk, 'theirs');
      return [{ ...trunk, ours, theirs }];
    } catch (error) {
      this.log.error({ trunkId: trunk.id, reason: (error as Error).message }, 'a trunk cannot be used');
      return [];
    }
  }

  private async credential({ id }: Trunk, purpose: CredentialPurpose): Promise<Credential | undefined> {
    const sealed = this.trunks.credential(id, purpose);
    return sealed && { username: sealed.username, password: await this.opener.open(sealed) };
  }
}
