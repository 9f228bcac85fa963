import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import {
  DataSource,
  type EntityManager,
  type EntitySubscriberInterface,
  type TransactionCommitEvent,
} from 'typeorm';
import { Config } from '../config/config.js';
import { AuditRow } from './audit-row.entity.js';
import { NOTED } from './audit.js';
import { HeadFile } from './head-file.js';
import { headText, type Head } from './head.js';

const HOUR_MS = 3_600_000;

/**
 * Keeps the newest entry outside the database, in a file and in the service's log, so that it is noticed when the
 * end of the audit log is cut off or an older database is put back.
 */
@Injectable()
export class HeadKeeper implements EntitySubscriberInterface, OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('Audit');
  private readonly file: HeadFile;
  private last: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    config: Config,
    private readonly dataSource: DataSource,
  ) {
    this.file = new HeadFile(config.keysDir);
  }

  async onModuleInit(): Promise<void> {
    this.dataSource.subscribers.push(this);
    this.timer = setInterval(() => void this.keep(this.dataSource.manager), HOUR_MS).unref();
    await this.keep(this.dataSource.manager);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.last;
  }

  /** On the connection that has just committed: one that waited for another here could wait for ever. */
  async afterTransactionCommit({ queryRunner, manager }: TransactionCommitEvent): Promise<void> {
    if (queryRunner.isTransactionActive || !queryRunner.data[NOTED]) return;
    delete queryRunner.data[NOTED];
    await this.keep(manager);
  }

  /** One after the other. Never rejects: what was noted stays noted. */
  private keep(manager: EntityManager): Promise<void> {
    this.last = this.last
      .then(() => this.advance(manager))
      .catch((error: Error) => this.complain(error.message));
    return this.last;
  }

  private async advance(manager: EntityManager): Promise<void> {
    const kept = await this.file.read();
    const newest = await headOf(manager);
    if (kept && !(await isThere(manager, kept)))
      return this.complain(`entry ${kept.seq} is not there as it was; run npm run audit -- verify`);
    if (!newest || newest.seq === kept?.seq) return;
    await this.file.write(newest);
    this.logger.log({ head: headText(newest) }, 'The audit log was written to');
  }

  private complain(what: string): void {
    this.logger.error(`The head of the audit log was not kept: ${what}`);
  }
}

async function headOf(manager: EntityManager): Promise<Head | undefined> {
  const row = await manager.findOne(AuditRow, { where: {}, order: { seq: 'DESC' } });
  return row ? { seq: row.seq, hash: row.hash.toString('hex') } : undefined;
}

const isThere = (manager: EntityManager, { seq, hash }: Head): Promise<boolean> =>
  manager.existsBy(AuditRow, { seq, hash: Buffer.from(hash, 'hex') });
