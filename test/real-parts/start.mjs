import path from 'node:path';
import { freePlace } from '../../scripts/lib/free-place.mjs';
import { startPostgres, startRedis } from '../../scripts/lib/parts.mjs';
import { databaseUrl, redisUrl } from '../../scripts/lib/service-environment.mjs';

/** One Postgres and one Redis for all test files of a run. Each file makes a database of its own in there. */
export default async function start() {
  const place = await freePlace();
  const parts = await Promise.all([startPostgres(place, { durable: false }), startRedis(place)]);
  globalThis.realParts = { place, parts };
  await Promise.all(parts.map((part) => part.ready));
  process.env.DATABASE_URL = databaseUrl(place);
  process.env.REDIS_URL = redisUrl(place);
  process.env.POSTGRES_LOG = path.join(place.home, 'log/postgres.log');
}
