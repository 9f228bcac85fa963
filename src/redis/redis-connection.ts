import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Redis, type RedisOptions } from 'ioredis';
import { RedisAway } from './redis-away.js';

const PATIENCE = {
  // Nothing is queued while Redis is away and nothing is sent again afterwards: a reservation that
  // runs when its call is long gone is worse than one that failed at once.
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  connectTimeout: 1000,
  disconnectTimeout: 100,
  // A machine that vanished closes no connection.
  socketTimeout: 1000,
  retryStrategy: (attempt: number) => Math.min(50 * attempt, 1000),
} satisfies RedisOptions;

/** What has not answered by then counts as away (ms). */
const LONGEST_COMMAND = 250;

/** The one connection to Redis. It fails fast, reconnects for ever, and is never waited for by a call. */
export class RedisConnection implements OnApplicationShutdown {
  private readonly client: Redis;
  private readonly logger = new Logger('Redis');
  private complained = false;
  private isGivenUp = false;

  constructor(url: string, keyPrefix = 'throughline:', commandTimeout = LONGEST_COMMAND) {
    this.client = new Redis(url, { ...PATIENCE, keyPrefix, commandTimeout });
    this.client.on('error', (error: Error) => this.complain(error.message));
    this.client.on('reconnecting', () => this.complain('the connection was lost'));
    this.onReady(() => {
      this.isGivenUp = false;
      if (this.complained) this.logger.log('Redis answers again');
      this.complained = false;
    });
  }

  /** Runs `command` at once, or rejects at once when Redis is away. */
  async run<T>(command: (client: Redis) => Promise<T>): Promise<T> {
    if (this.isGivenUp || this.client.status !== 'ready') throw new RedisAway();
    try {
      return await command(this.client);
    } catch (error) {
      if (error instanceof Error && error.message === 'Command timed out') this.giveUpConnection(error);
      throw error;
    }
  }

  /** Calls `listener` whenever a connection is ready, the first time included. */
  onReady(listener: () => void): void {
    this.client.on('ready', listener);
  }

  async isAnswering(): Promise<boolean> {
    return this.run((client) => client.ping()).then(
      () => true,
      () => false,
    );
  }

  /** Last of all: what others keep while they end must arrive. */
  onApplicationShutdown(): void {
    this.client.disconnect();
  }

  /** Nobody but who asked already waits for a Redis that hangs: until it takes a new connection, all are refused at once. */
  private giveUpConnection(error: Error): void {
    this.complain(error.message);
    if (this.isGivenUp || this.client.status !== 'ready') return;
    this.isGivenUp = true;
    this.client.disconnect(true);
  }

  /** Once for each time it goes away. */
  private complain(reason: string): void {
    if (!this.complained) this.logger.warn(`Redis is away, calls go on without it: ${reason}`);
    this.complained = true;
  }
}
