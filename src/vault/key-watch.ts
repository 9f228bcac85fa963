import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config } from '../config/config.js';
import type { DataKey } from './data-key.js';
import { Keyring } from './keyring.js';
import { MasterKeyPlace } from './master-key-place.js';
import { masterOf, unwrapAll } from './unwrap-keys.js';
import { VaultKey } from './vault-key.entity.js';
import { VaultReader } from './vault-reader.entity.js';

const EVERY_MS = 10_000;

/**
 * Keeps the keyring as the table is, and says in the database what this process knows: a rotation by another
 * process waits for that. With Postgres away, what is known goes on.
 */
@Injectable()
export class KeyWatch implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('Vault');
  private readonly id = randomUUID();
  private reading: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private complaint: string | undefined;

  constructor(
    private readonly config: Config,
    private readonly dataSource: DataSource,
    private readonly keyring: Keyring,
  ) {}

  async onModuleInit(): Promise<void> {
    // Before the keys are read: a rotation that begins now either is read, or finds this process and waits for it.
    await this.tell([], null);
    await this.forgetTheDead();
    await this.refresh();
    this.timer = setInterval(() => void this.refresh(), EVERY_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.reading;
    await this.dataSource
      .getRepository(VaultReader)
      .delete({ id: this.id })
      .catch(() => undefined);
  }

  /** Reads the keys again, once for all who ask meanwhile. Never rejects. */
  refresh(): Promise<void> {
    this.reading ??= this.read().finally(() => (this.reading = undefined));
    return this.reading;
  }

  private async read(): Promise<void> {
    try {
      const rows = await this.dataSource.getRepository(VaultKey).find();
      const keys = [...this.known(rows), ...(await this.unwrapped(rows))];
      this.keyring.replace(keys);
      await this.tell(
        keys.map(({ id }) => id),
        this.keyring.current('sealing').id,
      );
      this.complaint = undefined;
    } catch (error) {
      this.complain(error instanceof Error ? error.message : String(error));
      await this.tellWhatIsKnown();
    }
  }

  /** A process that is there, and cannot read a new key, holds a rotation up: it must not be taken for gone. */
  private async tellWhatIsKnown(): Promise<void> {
    await this.tell(this.keyring.ids(), this.keyring.current('sealing').id).catch(() => undefined);
  }

  private known(rows: VaultKey[]): DataKey[] {
    return rows.flatMap(({ id, state }) => {
      const key = this.keyring.find(id);
      return key ? [{ ...key, state }] : [];
    });
  }

  /** The master key is read each time, since it may have been changed too. */
  private async unwrapped(rows: VaultKey[]): Promise<DataKey[]> {
    const unknown = rows.filter(({ id }) => !this.keyring.find(id));
    if (unknown.length === 0) return [];
    return unwrapAll(await masterOf(new MasterKeyPlace(this.config), unknown), unknown);
  }

  private async tell(known: string[], sealing: string | null): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO vault_readers (id, name, known, sealing, read_at) VALUES ($1, $2, $3, $4, clock_timestamp())
       ON CONFLICT (id) DO UPDATE SET known = $3, sealing = $4, read_at = clock_timestamp()`,
      [this.id, `${hostname()} ${process.pid}`, known, sealing],
    );
  }

  /** Who was killed could not take its row away. */
  private async forgetTheDead(): Promise<void> {
    await this.dataSource.query(
      `DELETE FROM vault_readers WHERE read_at < clock_timestamp() - interval '1 day'`,
    );
  }

  /** Once for each trouble. */
  private complain(message: string): void {
    if (message !== this.complaint)
      this.logger.warn(`The vault's keys could not be read again, those known go on: ${message}`);
    this.complaint = message;
  }
}
