import { RedisConnection } from '../../../src/redis/redis-connection.js';
import { SharedPlaces } from '../../../src/trunks/places/shared-places.js';
import { TrunkPlaces } from '../../../src/trunks/places/trunk-places.js';
import { Link } from '../routing/link.js';
import { newPrefix, redisUrl } from '../routing/node.js';

const trunk = (id: string, maxCalls: number | null, maxCallsPerSecond: number | null = null) => ({
  id,
  maxCalls,
  maxCallsPerSecond,
});

describe('Places on trunks', () => {
  const processes: { places: TrunkPlaces; redis: RedisConnection }[] = [];
  let prefix: string;

  async function process(url = redisUrl()): Promise<TrunkPlaces> {
    const redis = new RedisConnection(url, prefix);
    const ready = new Promise<void>((resolve) => redis.onReady(resolve));
    const places = new TrunkPlaces(new SharedPlaces(redis), redis);
    processes.push({ places, redis });
    await ready;
    return places;
  }

  beforeEach(() => (prefix = newPrefix()));
  afterEach(() => {
    for (const { places, redis } of processes.splice(0)) {
      places.onModuleDestroy();
      redis.onModuleDestroy();
    }
  });

  it('are no more than the limit, whoever of two processes asks at once, and the next trunk has the rest', async () => {
    const [one, two] = [await process(), await process()];
    const trunks = [trunk('small', 3), trunk('large', null)];
    const taken = await Promise.all(
      Array.from({ length: 20 }, (_, i) => (i % 2 ? one : two).take(`place ${i}`, trunks)),
    );
    expect(taken.filter((one) => one?.id === 'small')).toHaveLength(3);
    expect(taken.filter((one) => one?.id === 'large')).toHaveLength(17);
  });

  it('are free again when given back, and only then', async () => {
    const places = await process();
    const only = [trunk('small', 1)];
    expect(await places.take('a', only)).toBeDefined();
    expect(await places.take('b', only)).toBeUndefined();
    await places.free('a');
    await places.free('a');
    expect(await places.take('b', only)).toBeDefined();
    expect(await places.take('c', only)).toBeUndefined();
  });

  it('are no more in a second than the trunk bears', async () => {
    const places = await process();
    const taken = await Promise.all(
      Array.from({ length: 10 }, (_, i) => places.take(`place ${i}`, [trunk('slow', null, 4)])),
    );
    expect(taken.filter(Boolean)).toHaveLength(4);
  });

  it.each(['cut', 'freeze'] as const)(
    'are bounded by each process itself while Redis is away: %s',
    async (how) => {
      const link = await Link.to(redisUrl());
      const places = await process(link.url);
      const small = [trunk('small', 3)];
      expect(await places.take('before', small)).toBeDefined();
      link[how]();
      const began = performance.now();
      const taken = await Promise.all(Array.from({ length: 9 }, (_, i) => places.take(`place ${i}`, small)));
      expect(taken.filter(Boolean)).toHaveLength(2);
      expect(performance.now() - began).toBeLessThan(1_000);
      await link.close();
    },
  );
});
