import { Injectable } from '@nestjs/common';
import { Debts } from '../../redis/debts.js';
import { RedisConnection } from '../../redis/redis-connection.js';
import { Script } from '../../redis/script.js';

/** What is under a key: null is nothing, undefined is that Redis cannot be asked or must not be believed. */
export type Raw = string | null | undefined;

const REPLACE = new Script(`
  if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
  redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
  return 1`);

/** The cached lookups as Redis holds them. Nothing here rejects: calls go on without Redis. */
@Injectable()
export class LookupStore {
  /** Drops that Redis has not heard of yet. Until then what it says about those keys is stale. */
  private readonly drops = new Debts<symbol>((key) => this.redis.run((client) => client.unlink(key)));

  constructor(private readonly redis: RedisConnection) {
    redis.onReady(() => void this.drops.settleAll());
  }

  async read(keys: string[]): Promise<Raw[]> {
    const raw = await this.redis.run((client) => client.mget(keys)).catch(() => []);
    return keys.map((key, index) => (this.drops.isOpen(key) ? undefined : raw[index]));
  }

  /** Puts `lease` under the key, unless something is there already. Gives what is there now. */
  async lease(key: string, lease: string, ms: number): Promise<Raw> {
    try {
      return (await this.redis.run((client) => client.set(key, lease, 'PX', ms, 'NX', 'GET'))) ?? lease;
    } catch {
      return undefined;
    }
  }

  /** Stores `next` if `previous` is still there. */
  async replace(key: string, previous: string, next: string, ms: number): Promise<void> {
    await this.redis.run((client) => REPLACE.run(client, [key], [previous, next, ms])).catch(() => {});
  }

  async drop(key: string): Promise<void> {
    await this.drops.owe(key, Symbol());
  }
}
