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
    return (await processWithRedis(url)).places;
  }

  async function processWithRedis(url = redisUrl()) {
    const redis = new RedisConnection(url, prefix);
    const ready = new Promise<void>((resolve) => redis.onReady(resolve));
    const places = new TrunkPlaces(new SharedPlaces(redis), redis);
    processes.push({ places, redis });
    await ready;
    return { places, redis };
  }

  beforeEach(() => (prefix = newPrefix()));
  afterEach(() => {
    for (const { places, redis } of processes.splice(0)) {
      places.onModuleDestroy();
      redis.onApplicationShutdown();
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

  it('are counted for a second, however steadily calls come, and then nothing is left of them', async () => {
    const { places, redis } = await processWithRedis();
    const key = '{trunks}:second:slow';
    await redis.run((client) => client.zadd(key, Date.now() - 1_001, 'older'));
    await redis.run((client) => client.zadd(key, Date.now() + 1_000, 'newer'));
    expect(await places.take('a', [trunk('slow', null, 2)])).toBeDefined();
    expect(await places.take('b', [trunk('slow', null, 2)])).toBeUndefined();
    expect(await redis.run((client) => client.zrange(key, '0', '-1'))).toEqual(['a', 'newer']);
    const left = await redis.run((client) => client.pttl(key));
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(1_000);
  });

  it('that were taken without Redis are told to it when it is back', async () => {
    const link = await Link.to(redisUrl());
    const [cutOff, other] = [await processWithRedis(link.url), await process()];
    link.cut();
    expect(await cutOff.places.take('a', [trunk('small', 3)])).toBeDefined();
    const back = new Promise<void>((resolve) => cutOff.redis.onReady(resolve));
    link.mend();
    await back;
    // What it holds is told in passing: Redis answers one connection in order.
    for (let round = 0; round < 5; round++) await cutOff.redis.isAnswering();
    const taken = await Promise.all(['b', 'c', 'd'].map((place) => other.take(place, [trunk('small', 3)])));
    expect(taken.filter(Boolean)).toHaveLength(2);
    await link.close();
  });

  it('without a limit are taken without asking anybody', async () => {
    const link = await Link.to(redisUrl());
    const places = await process(link.url);
    link.freeze();
    const began = performance.now();
    for (let i = 0; i < 20; i++)
      expect(await places.take(`place ${i}`, [trunk('large', null)])).toBeDefined();
    expect(performance.now() - began).toBeLessThan(200);
    await link.close();
  });
});
