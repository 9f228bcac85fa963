import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import { CallLimits } from '../../../src/calling-policy/call-limits.js';
import { RedisConnection } from '../../../src/redis/redis-connection.js';
import { newPrefix, redisUrl } from '../routing/node.js';

const SIXTIETH_OF_AN_HOUR = 60_000;
const limits = { mostPerProfessionalHour: 2, mostPerMinute: 100 };

beforeAll(() => Logger.overrideLogger(false));

describe('how often somebody is called', () => {
  let prefix: string;
  let connection: RedisConnection;
  let calls: CallLimits;
  let redis: Redis;

  beforeEach(async () => {
    prefix = newPrefix();
    connection = new RedisConnection(redisUrl(), prefix, 10_000);
    await new Promise<void>((resolve) => connection.onReady(resolve));
    calls = new CallLimits(connection);
    redis = new Redis(redisUrl(), { keyPrefix: prefix });
  });

  afterEach(() => {
    connection.onApplicationShutdown();
    redis.disconnect();
  });

  const key = (of: string) => `{calling}:${of}:counts`;

  it('counts each professional, and everybody together', async () => {
    const told = [];
    for (const who of ['one', 'one', 'one', 'two'])
      told.push(await calls.count(who, { ...limits, mostPerMinute: 3 }));
    expect(told).toEqual([undefined, undefined, 'professional-too-often', undefined]);
    expect(await calls.count('three', { ...limits, mostPerMinute: 3 })).toBe('too-many-calls');
  });

  it('counts across processes', async () => {
    const other = new CallLimits(connection);
    await calls.count('one', limits);
    await other.count('one', limits);
    expect(await calls.count('one', limits)).toBe('professional-too-often');
  });

  it('counts a call for the whole hour and forgets it after', async () => {
    const [seconds] = await redis.time();
    const now = Math.floor((Number(seconds) * 1000) / SIXTIETH_OF_AN_HOUR);
    await redis.hset(key('professional:one'), { [now - 62]: 5, [now - 59]: 1 });
    expect(await calls.count('one', limits)).toBeUndefined();
    expect(await calls.count('one', limits)).toBe('professional-too-often');
    expect(await redis.hkeys(key('professional:one'))).not.toContain(String(now - 62));
  });

  it('keeps as much of a thousand calls as of one', async () => {
    const many = { mostPerProfessionalHour: 10_000, mostPerMinute: 10_000 };
    for (let call = 0; call < 1000; call++) await calls.count('one', many);
    // The calls may take a second or two: fields are a second long there.
    expect(await redis.hlen(key('professional:one'))).toBeLessThan(3);
    expect(await redis.hlen(key('all'))).toBeLessThan(30);
  });
});
