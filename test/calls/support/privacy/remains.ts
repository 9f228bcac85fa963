import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';
import { insideRoot } from '../../../../scripts/lib/enter-root.mjs';
import type { Place } from '../../../../scripts/lib/place.mjs';
import { redisUrl } from '../../../../scripts/lib/service-environment.mjs';
import { tablesIn, type Remains } from '../../../privacy/at-rest.js';

/** All rows of a database, as pg_dump writes them. */
export async function databaseRemains({ rootfs }: Place, url: string): Promise<Remains[]> {
  const { hostname, port, username, password, pathname } = new URL(url);
  const where = ['-h', hostname, '-p', port, '-U', username, '-d', pathname.slice(1)];
  const { argv, env } = insideRoot(rootfs, ['/usr/lib/postgresql/18/bin/pg_dump', ...where]);
  const [program = '', ...args] = argv;
  const { stdout } = await promisify(execFile)(program, args, {
    env: { ...env, PGPASSWORD: password },
    encoding: 'buffer',
    maxBuffer: 2 ** 30,
  });
  return [...tablesIn(stdout)];
}

/** Every key with its value, as they are now; what was there earlier stands in Redis's file. */
export async function redisRemains(place: Place): Promise<Remains[]> {
  const redis = new Redis(redisUrl(place));
  const remains: Remains[] = [];
  for await (const keys of redis.scanStream({ count: 1000 })) {
    for (const key of keys as string[]) {
      const value = JSON.stringify(await valueOf(redis, key));
      remains.push({ where: 'Redis', place: key, bytes: Buffer.from(`${key} ${value}`) });
    }
  }
  redis.disconnect();
  return remains;
}

async function valueOf(redis: Redis, key: string): Promise<unknown> {
  switch (await redis.type(key)) {
    case 'string':
      return redis.get(key);
    case 'hash':
      return redis.hgetall(key);
    case 'list':
      return redis.lrange(key, 0, -1);
    case 'set':
      return redis.smembers(key);
    case 'zset':
      return redis.zrange(key, 0, '-1', 'WITHSCORES');
    case 'stream':
      return redis.xrange(key, '-', '+');
    default:
      return (await redis.dumpBuffer(key))?.toString('latin1');
  }
}
