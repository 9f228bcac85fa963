import type { Logger } from '@nestjs/common';
import { TrunkChanges } from '../trunks/trunk-changes.js';
import type { AriConnection } from './ari-connection.js';
import { openArrivals } from './arrivals.js';
import type { TrunkSettings } from './trunk-objects.js';
import { TrunkPush } from './trunk-push.js';

/** Where the trunks' settings are kept for good. */
export abstract class TrunkStore {
  /** Enabled ones only. */
  abstract enabled(): Promise<TrunkSettings[]>;
}

/** Somebody else may have changed a trunk, here or in the database (ms). */
const LOOK_EVERY = 5_000;

/** Keeps Asterisk's trunks as the operators want them: at every connect, after every change, and every few seconds. */
export class TrunkKeeper extends TrunkChanges {
  private trunks = new Map<string, TrunkSettings>();
  private working: Promise<void> = Promise.resolve();
  private next: NodeJS.Timeout | undefined;
  private isStopped = false;
  private readonly push: TrunkPush;
  /** When each was written last (ms since the epoch). */
  private readonly written = new Map<string, number>();

  constructor(
    private readonly connection: AriConnection,
    private readonly store: TrunkStore,
    private readonly log: Logger,
  ) {
    super();
    this.push = new TrunkPush(connection);
  }

  settings(trunkId: string): TrunkSettings | undefined {
    return this.trunks.get(trunkId);
  }

  all(): TrunkSettings[] {
    return [...this.trunks.values()];
  }

  /** How long Asterisk has had a trunk as it is now (ms). */
  age(trunkId: string): number {
    return Date.now() - (this.written.get(trunkId) ?? 0);
  }

  changed(): Promise<void> {
    return this.refresh();
  }

  /** Compares what Asterisk has with what is wanted: it may be a new one, which knows nothing. One at a time. */
  refresh(): Promise<void> {
    clearTimeout(this.next);
    this.working = this.working.then(() => this.look()).catch((error: Error) => this.complain(error));
    return this.working.then(() => this.lookAgain());
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.next);
  }

  private async look(): Promise<void> {
    this.trunks = await this.wanted();
    if (!this.connection.isConnected) return;
    const { written, refused } = await this.push.bringInLine(this.all());
    for (const id of written) this.written.set(id, Date.now());
    // A trunk that Asterisk refuses must not keep the others' callers waiting.
    await openArrivals(this.connection);
    if (refused.length > 0) throw new Error(refused.join('; '));
  }

  /** With Postgres away, what was known last is what a restarted Asterisk is told. */
  private async wanted(): Promise<Map<string, TrunkSettings>> {
    try {
      return new Map((await this.store.enabled()).map((trunk) => [trunk.id, trunk]));
    } catch (error) {
      if (this.trunks.size === 0) throw error;
      this.complain(error as Error);
      return this.trunks;
    }
  }

  private lookAgain(): void {
    clearTimeout(this.next);
    if (!this.isStopped) this.next = setTimeout(() => void this.refresh(), LOOK_EVERY).unref();
  }

  private complain(error: Error): void {
    this.log.error({ reason: error.message }, 'the trunks are not in line with the settings; looking again');
  }
}
