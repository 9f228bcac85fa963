import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Debts } from '../../redis/debts.js';
import { RedisConnection } from '../../redis/redis-connection.js';
import { LocalPlaces } from './local-places.js';
import { RENEW_EVERY_MS, SharedPlaces, type Limited } from './shared-places.js';

/**
 * How many calls a trunk has. Redis counts for all processes; without it this one keeps to its share of each limit,
 * and tells Redis what it holds when that is back.
 */
@Injectable()
export class TrunkPlaces implements OnModuleDestroy {
  private readonly process = randomUUID();
  private readonly local = new LocalPlaces();
  private readonly renewing: NodeJS.Timeout;
  private readonly freed = new Debts<string>((place, trunkId) => this.shared.free(place, trunkId));
  private processes = 1;

  constructor(
    private readonly shared: SharedPlaces,
    redis: RedisConnection,
  ) {
    redis.onReady(() => void this.catchUp());
    this.renewing = setInterval(() => void this.renew(), RENEW_EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.renewing);
  }

  /** On the first trunk that has room; undefined: none has. Never rejects, and takes 250 ms at most. */
  async take<T extends Limited>(place: string, trunks: T[]): Promise<T | undefined> {
    const [first] = trunks;
    // Where there is no limit, there is nothing to ask.
    if (!first || isFree(first)) return this.held(place, first);
    return this.shared.take(place, trunks).then(
      (trunk) => this.held(place, trunk),
      // In one step: between looking and holding, others would take the same room.
      () => this.held(place, this.local.room(trunks, this.processes, Date.now())),
    );
  }

  /** Taken without asking: by a call that is there already. */
  hold(place: string, trunkId: string): void {
    this.local.hold(place, trunkId, Date.now());
    void this.shared.renew(place, trunkId).catch(() => undefined);
  }

  /** Repeating it does nothing. Never rejects. */
  async free(place: string): Promise<void> {
    const trunkId = this.local.free(place);
    if (trunkId !== undefined) await this.freed.owe(place, trunkId);
  }

  private held<T extends Limited>(place: string, trunk: T | undefined): T | undefined {
    if (trunk) this.local.hold(place, trunk.id, Date.now());
    return trunk;
  }

  /** First what is to be given back, lest it is in the way of what is held now. */
  private async catchUp(): Promise<void> {
    await this.freed.settleAll();
    await this.renew();
  }

  private async renew(): Promise<void> {
    const held = this.local.all().map(([place, trunkId]) => this.shared.renew(place, trunkId));
    const count = this.shared.countProcesses(this.process).then((count) => (this.processes = count));
    await Promise.allSettled([...held, count]);
  }
}

const isFree = ({ maxCalls, maxCallsPerSecond }: Limited): boolean =>
  maxCalls === null && maxCallsPerSecond === null;
