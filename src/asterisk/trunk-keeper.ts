import type { Logger } from '@nestjs/common';
import { TrunkChanges } from '../trunks/trunk-changes.js';
import type { AriConnection } from './ari-connection.js';
import { AriError, type AriRequest } from './ari-messages.js';
import {
  isTrunkObject,
  trunkObject,
  trunkRemovals,
  trunkRequests,
  type TrunkSettings,
} from './trunk-objects.js';

/** Where the trunks' settings are kept for good. */
export abstract class TrunkStore {
  /** Enabled ones only. */
  abstract enabled(): Promise<TrunkSettings[]>;
}

const RETRY_AFTER = 2_000;

/** Keeps Asterisk's trunks as the operators want them: at every connect and after every change. */
export class TrunkKeeper extends TrunkChanges {
  private trunks = new Map<string, TrunkSettings>();
  private working: Promise<void> = Promise.resolve();
  private retry: NodeJS.Timeout | undefined;

  constructor(
    private readonly connection: AriConnection,
    private readonly store: TrunkStore,
    private readonly log: Logger,
  ) {
    super();
  }

  settings(trunkId: string): TrunkSettings | undefined {
    return this.trunks.get(trunkId);
  }

  changed(): Promise<void> {
    return this.refresh();
  }

  /** Reads the trunks and tells Asterisk all of them: it may be a new one, which knows none. One at a time. */
  refresh(): Promise<void> {
    clearTimeout(this.retry);
    this.working = this.working.then(() => this.push()).catch((error: Error) => this.tryAgain(error));
    return this.working;
  }

  stop(): void {
    clearTimeout(this.retry);
  }

  private async push(): Promise<void> {
    this.trunks = await this.wanted();
    if (!this.connection.isConnected) return;
    await this.send((await this.strangers()).flatMap(trunkRemovals));
    // One that Asterisk refuses must not keep back the others.
    const sent = await Promise.allSettled(
      [...this.trunks.values()].map((trunk) => this.send(trunkRequests(trunk))),
    );
    const reasons = sent.flatMap((one) => (one.status === 'rejected' ? [(one.reason as Error).message] : []));
    if (reasons.length > 0) throw new Error(reasons.join('; '));
  }

  /** Trunks that Asterisk knows and nobody wants any more, be it since before this service started. */
  private async strangers(): Promise<string[]> {
    const known = await this.connection.request<{ resource: string }[]>({
      method: 'GET',
      uri: 'endpoints/PJSIP',
    });
    const wanted = new Set([...this.trunks.keys()].map(trunkObject));
    return known.map(({ resource }) => resource).filter((name) => isTrunkObject(name) && !wanted.has(name));
  }

  private async send(requests: AriRequest[]): Promise<void> {
    for (const request of requests) {
      const sent = this.connection.request(request);
      await (request.method === 'DELETE' ? sent.catch(unlessGone) : sent);
    }
  }

  /** With Postgres away, what was known last is what a restarted Asterisk is told. */
  private async wanted(): Promise<Map<string, TrunkSettings>> {
    try {
      return new Map((await this.store.enabled()).map((trunk) => [trunk.id, trunk]));
    } catch (error) {
      if (this.trunks.size === 0) throw error;
      this.tryAgain(error as Error);
      return this.trunks;
    }
  }

  private tryAgain(error: Error): void {
    this.log.error({ reason: error.message }, 'the trunks are not in line with the settings; trying again');
    clearTimeout(this.retry);
    this.retry = setTimeout(() => void this.refresh(), RETRY_AFTER);
  }
}

function unlessGone(error: unknown): void {
  if (!(error instanceof AriError && error.isGone)) throw error;
}
