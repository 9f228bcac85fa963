import { Injectable } from '@nestjs/common';
import { RedisConnection } from './redis-connection.js';

const KEY = 'dialled';

/**
 * Names of the addresses that Asterisk was told of and has not forgotten yet, so that whoever comes after a crash can
 * take them away. Adding is not waited for, as with the states of calls.
 */
@Injectable()
export class AddressList {
  constructor(private readonly redis: RedisConnection) {}

  add(id: string): void {
    void this.redis.run((client) => client.sadd(KEY, id)).catch(() => undefined);
  }

  remove(id: string): void {
    void this.redis.run((client) => client.srem(KEY, id)).catch(() => undefined);
  }

  /** Rejects when Redis is away. */
  all(): Promise<string[]> {
    return this.redis.run((client) => client.smembers(KEY));
  }
}
