import { Injectable } from '@nestjs/common';
import { RedisConnection } from '../../redis/redis-connection.js';
import { Script } from '../../redis/script.js';
import type { Trunk } from '../trunk.entity.js';

export type Limited = Pick<Trunk, 'id' | 'maxCalls' | 'maxCallsPerSecond'>;

/** A place is told again while its call lasts: those of a process that died are free by then (ms). */
const LEASE_MS = 60_000;
export const RENEW_EVERY_MS = 20_000;

const TAKE = new Script(`
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  for i = 1, #KEYS, 2 do
    local calls, second = KEYS[i], KEYS[i + 1]
    local most, rate = tonumber(ARGV[i + 2]), tonumber(ARGV[i + 3])
    redis.call('ZREMRANGEBYSCORE', calls, '-inf', now)
    redis.call('ZREMRANGEBYSCORE', second, '-inf', now - 1000)
    if (most == 0 or redis.call('ZCARD', calls) < most) and (rate == 0 or redis.call('ZCARD', second) < rate) then
      if most > 0 then
        redis.call('ZADD', calls, now + ARGV[2], ARGV[1])
        redis.call('PEXPIRE', calls, ARGV[2])
      end
      if rate > 0 then
        redis.call('ZADD', second, now, ARGV[1])
        redis.call('PEXPIRE', second, 1000)
      end
      return (i + 1) / 2
    end
  end
  return 0`);

const RENEW = new Script(`
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  redis.call('ZADD', KEYS[1], now + ARGV[1], ARGV[2])
  redis.call('PEXPIRE', KEYS[1], ARGV[1])`);

const COUNT = new Script(`
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
  redis.call('ZADD', KEYS[1], now + ARGV[1], ARGV[2])
  return redis.call('ZCARD', KEYS[1])`);

const keys = {
  calls: (trunkId: string) => `{trunks}:calls:${trunkId}`,
  second: (trunkId: string) => `{trunks}:second:${trunkId}`,
  processes: '{trunks}:processes',
};

/** Places on trunks in Redis, for all processes. Rejects when Redis fails. */
@Injectable()
export class SharedPlaces {
  constructor(private readonly redis: RedisConnection) {}

  /** On the first trunk that has room, in one step. Undefined: none has. */
  async take<T extends Limited>(place: string, trunks: T[]): Promise<T | undefined> {
    const names = trunks.flatMap(({ id }) => [keys.calls(id), keys.second(id)]);
    const limits = trunks.flatMap(({ maxCalls, maxCallsPerSecond }) => [
      maxCalls ?? 0,
      maxCallsPerSecond ?? 0,
    ]);
    const which = await this.redis.run((client) => TAKE.run(client, names, [place, LEASE_MS, ...limits]));
    return trunks[Number(which) - 1];
  }

  async renew(place: string, trunkId: string): Promise<void> {
    await this.redis.run((client) => RENEW.run(client, [keys.calls(trunkId)], [LEASE_MS, place]));
  }

  async free(place: string, trunkId: string): Promise<void> {
    await this.redis.run((client) => client.zrem(keys.calls(trunkId), place));
  }

  /** Says that `process` is there, and how many are. */
  async countProcesses(process: string): Promise<number> {
    return Number(await this.redis.run((client) => COUNT.run(client, [keys.processes], [LEASE_MS, process])));
  }
}
