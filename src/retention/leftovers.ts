import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SERVICE } from '../audit/actor.js';
import { Audit } from '../audit/audit.js';
import { IdleTimes } from '../routing/reservations/idle-times.js';
import { destroySpentKeys } from '../vault/spent-keys.js';

/** What is left of things that are gone. */
@Injectable()
export class Leftovers {
  private readonly logger = new Logger('Retention');

  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
    private readonly idleTimes: IdleTimes,
  ) {}

  /** Never rejects: what fails is logged, and done the next time. */
  async clear(): Promise<void> {
    await this.attempt('spent keys of the vault', async () => {
      return (await destroySpentKeys(this.dataSource.manager, this.audit, SERVICE)).length;
    });
    await this.attempt('idle times of nobody', () => this.forgetIdleTimes());
  }

  /** A call that outlives its professional notes when it ended. */
  private async forgetIdleTimes(): Promise<number> {
    const known = await this.idleTimes.known();
    const gone = await this.dataSource.query<{ id: string }[]>(
      'SELECT id FROM unnest($1::uuid[]) AS id WHERE NOT EXISTS (SELECT FROM professionals p WHERE p.id = id.id)',
      [known],
    );
    for (const { id } of gone) await this.idleTimes.forget(id);
    return gone.length;
  }

  private async attempt(what: string, clear: () => Promise<number>): Promise<void> {
    try {
      const count = await clear();
      if (count > 0) this.logger.log({ count }, `Cleared: ${what}`);
    } catch (error) {
      this.logger.warn({ err: error }, `Not cleared this time: ${what}`);
    }
  }
}
