import { once } from 'node:events';
import { Logger } from '@nestjs/common';
import type { CallState } from '../../../src/call-flow/state.js';
import { newCall } from '../../../src/call-flow/advance.js';
import type { Config } from '../../../src/config/config.js';
import { RedisCallStates } from '../../../src/redis/call-states.js';
import { NodeLease } from '../../../src/redis/node-lease.js';
import { RedisConnection } from '../../../src/redis/redis-connection.js';
import { Link } from '../routing/link.js';
import { newPrefix, redisUrl } from '../routing/node.js';

const config = { ari: { url: 'http://127.0.0.1:8088' } } as Config;
const yes = async () => true;
const no = async () => false;

beforeAll(() => Logger.overrideLogger(false));

describe('the lease of an Asterisk', () => {
  let prefix: string;
  let ends: (() => unknown)[];

  beforeEach(() => {
    prefix = newPrefix();
    ends = [];
  });

  afterEach(async () => {
    for (const end of ends.reverse()) await end();
  });

  /** One process, and how it dies without a word. */
  async function process(url = redisUrl()) {
    const link = await Link.to(url);
    const redis = new RedisConnection(link.url, prefix, 10_000);
    await new Promise<void>((resolve) => redis.onReady(resolve));
    const lease = new NodeLease(redis, config);
    const states = new RedisCallStates(redis, lease, config);
    ends.push(
      () => link.close(),
      () => redis.onApplicationShutdown(),
      () => lease.release(),
    );
    return { lease, states, link, lost: once(lease, 'lost') };
  }

  const kept = async ({ states }: { states: RedisCallStates }) =>
    (await states.all()).map(({ facts }: CallState) => facts.callId);

  it('is had by the first, though nobody owned it before', async () => {
    const one = await process();
    await one.lease.take(yes);
    expect(one.lease.isTaken).toBe(true);
    expect(one.lease.isSure).toBe(true);
  });

  it('is had by one: the other stands by, and has it as soon as it is given back', async () => {
    const one = await process();
    const other = await process();
    await one.lease.take(yes);
    const taken = other.lease.take(yes);
    while (!other.lease.isStandby) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(other.lease.isTaken).toBe(false);
    const began = Date.now();
    await one.lease.release();
    await taken;
    expect(Date.now() - began).toBeLessThan(1_500);
  });

  it('goes over when its owner falls silent, who is told so when it comes back, and is sure of nothing before', async () => {
    const one = await process();
    const other = await process();
    await one.lease.take(no);
    one.link.cut();
    await other.lease.take(yes);
    expect(one.lease.isSure).toBe(false);
    const waits = expect(one.lease.sure()).rejects.toThrow('another process');
    one.link.mend();
    await one.lost;
    await waits;
  });

  it('stays with who renews it after a Redis that has forgotten everything', async () => {
    const one = await process();
    const other = await process();
    await one.lease.take(yes);
    const redis = new RedisConnection(redisUrl(), prefix);
    ends.push(() => redis.onApplicationShutdown());
    await new Promise<void>((resolve) => redis.onReady(resolve));
    await redis.run((client) => client.del(`lease:${config.ari.url}`, `owner:${config.ari.url}`));
    const taken = other.lease.take(yes);
    while (!other.lease.isStandby) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(one.lease.isSure).toBe(true);
    expect(other.lease.isTaken).toBe(false);
    await one.lease.release();
    await taken;
  });

  it('is vouched for by Asterisk while Redis is away', async () => {
    const one = await process();
    await one.lease.take(yes);
    one.link.cut();
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(one.lease.isSure).toBe(true);
  });

  it('is another process’s when Redis is away and Asterisk says that somebody took its place', async () => {
    const one = await process();
    await one.lease.take(yes);
    one.link.cut();
    expect(await one.lease.contested()).toBe(false);
    await one.lost;
    expect(one.lease.isSure).toBe(false);
  });

  it('is taken unasked by who never heard of an owner, when Redis stays away', async () => {
    const one = await process();
    one.link.cut();
    await one.lease.take(yes);
    expect(one.lease.isSure).toBe(true);
    one.link.mend();
    const other = await process();
    void other.lease.take(yes);
    while (!other.lease.isStandby) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(one.lease.isTaken && one.lease.isSure).toBe(true);
  }, 15_000);

  it('fences what a former owner still writes', async () => {
    const one = await process();
    const other = await process();
    await one.lease.take(yes);
    one.states.keep('a', newCall('a', Date.now()));
    await one.lease.release();
    await other.lease.take(yes);
    other.states.keep('b', newCall('b', Date.now()));
    one.states.keep('c', newCall('c', Date.now()));
    one.states.drop('b');
    await one.states.keepAll([newCall('d', Date.now())]);
    expect((await kept(other)).sort()).toEqual(['a', 'b']);
    other.states.drop('a');
    expect(await kept(other)).toEqual(['b']);
  });
});
