import { Injectable, Logger } from '@nestjs/common';
import { Debts } from '../../redis/debts.js';
import { RedisConnection } from '../../redis/redis-connection.js';
import { CallerTables } from '../tables/caller-tables.js';
import { inTime } from '../cache/in-time.js';
import { LineOwnerStore } from '../tables/line-owner-store.js';

/** Then all lines are loaded anew, behind the caller's back. */
const FRESH_MS = 3_600_000;
/** Between two attempts while Postgres does not answer. */
const PAUSE_MS = 1_000;
/** A caller waits for Postgres no longer: being recognised is a comfort, being put through is not. */
const PATIENCE_MS = 500;

/**
 * Which caller is a professional. Nearly none is, and Redis alone must say so: it has all lines, or says that it has
 * not. Answers kept one by one would send each new caller to Postgres, and leave a trace of everybody who calls.
 */
@Injectable()
export class LineOwners {
  private readonly logger = new Logger('Routing');
  private readonly changes = new Debts<symbol>((professionalId) => this.change(professionalId));
  private loading: Promise<void> | undefined;
  private loadNotBefore = 0;

  constructor(
    private readonly store: LineOwnerStore,
    private readonly tables: CallerTables,
    redis: RedisConnection,
  ) {
    redis.onReady(() => void this.changes.settleAll());
  }

  /** The professional whose direct line this is; undefined also when nobody can be asked. Never rejects. */
  async find(line: string): Promise<string | undefined> {
    const answer = await this.store.find(line).catch(() => undefined);
    if (answer && (answer.at === null || Date.now() - answer.at > FRESH_MS)) this.load();
    if (answer && answer.at !== null && !this.changes.isAnyOpen()) return answer.professionalId ?? undefined;
    return inTime(this.tables.ownerOf(line), PATIENCE_MS, '').catch(() => undefined);
  }

  /** Set, replaced or removed: told after it was committed, in effect when it resolves. Never rejects. */
  async changed(professionalId: string): Promise<void> {
    await this.changes.owe(professionalId, Symbol());
  }

  /** Resolves when what is being loaded is there. */
  loaded(): Promise<void> {
    return this.loading ?? Promise.resolve();
  }

  private load(): void {
    if (this.loading || Date.now() < this.loadNotBefore) return;
    this.loading = this.loadAll().catch((error: Error) => {
      this.loadNotBefore = Date.now() + PAUSE_MS;
      this.logger.warn(`Direct lines could not be loaded for recognising who calls: ${error.message}`);
    });
    void this.loading.finally(() => (this.loading = undefined));
  }

  private async loadAll(): Promise<void> {
    const at = new Date();
    for (;;) {
      const version = await this.store.version();
      if (await this.store.replace(await this.tables.lines(), version, at)) return;
    }
  }

  /** The old line first: whoever has it now must not be taken for the professional, whatever Postgres does. */
  private async change(professionalId: string): Promise<void> {
    await this.store.drop(professionalId);
    for (;;) {
      const version = await this.store.version();
      const line = await this.tables.lineOf(professionalId);
      if (line === undefined || (await this.store.add({ line, professionalId }, version))) return;
    }
  }
}
