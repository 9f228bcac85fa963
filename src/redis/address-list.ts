import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { RedisConnection } from './redis-connection.js';

/**
 * Names of the addresses that Asterisk was told of and has not forgotten yet, so that whoever comes after a crash can
 * take them away. Adding is not waited for, as with the states of calls.
 */
@Injectable()
export class AddressList {
  private readonly key: string;

  constructor(
    private readonly redis: RedisConnection,
    { ari }: Config,
  ) {
    this.key = `dialled:${ari.url}`;
  }

  add(id: string): void {
    void this.redis.run((client) => client.sadd(this.key, id)).catch(() => undefined);
  }

  remove(id: string): void {
    void this.redis.run((client) => client.srem(this.key, id)).catch(() => undefined);
  }

  /** Rejects when Redis is away. */
  all(): Promise<string[]> {
    return this.redis.run((client) => client.smembers(this.key));
  }
}
