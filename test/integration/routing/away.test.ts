import type { Target } from '../../../src/call-flow/plan.js';
import { Directory, type Person } from './directory.js';
import { Link } from './link.js';
import { newPrefix, redisUrl, RoutingNode } from './node.js';
import { RedisUser } from './redis-user.js';

const NOW = new Date('2026-03-11T15:00:00Z');
const NUMBER = '+12025550100';

describe('routing while a part is away', () => {
  let directory: Directory;
  let toRedis: Link;
  let toPostgres: Link;
  /** Behind the links. */
  let node: RoutingNode;
  /** Another process, with a good network. */
  let other: RoutingNode;
  const settled = () => Promise.all([node.settled(), other.settled()]);
  let category: string;
  let people: [Person, Person, Person];
  let calls = 0;

  const newCall = () => `call-${++calls}`;
  const anybody = (): Target => ({ kind: 'category', categoryId: category });
  const justOne = (person: Person): Target => ({ kind: 'listing', listingId: person.listingId });
  const whom = async (at: RoutingNode, target: Target, callId = newCall()) => {
    const found = await at.routing.findLine(callId, target, [], NOW, null);
    return 'offers' in found ? found.offers.map(({ professionalId }) => professionalId) : found.reason;
  };

  beforeEach(async () => {
    directory = await Directory.create();
    const switchboard = await directory.addSwitchboardNumber(NUMBER);
    category = await directory.addCategory('doctor');
    people = [
      await directory.addPerson(category, switchboard),
      await directory.addPerson(category, switchboard),
      await directory.addPerson(category, switchboard),
    ];
    await directory.addTrunk();
    toRedis = await Link.to(redisUrl());
    toPostgres = await Link.to(directory.url);
    const prefix = newPrefix();
    node = await RoutingNode.start(toPostgres.url, prefix, toRedis.url);
    other = await RoutingNode.start(directory.url, prefix);
  });

  afterEach(async () => {
    await node.stop();
    await other.stop();
    await toRedis.close();
    await toPostgres.close();
    await directory.remove();
  });

  describe('Redis', () => {
    it.each(['cut', 'freeze'] as const)(
      '%s: Postgres answers, and only the first lookup waits',
      async (how) => {
        toRedis[how]();
        expect(await node.routing.findNumber(NUMBER, null, NOW, null)).toMatchObject({ kind: 'menu' });
        const began = performance.now();
        expect(await node.routing.findNumber(NUMBER, null, NOW, null)).toMatchObject({ kind: 'menu' });
        expect(await whom(node, anybody())).toHaveLength(1);
        expect(performance.now() - began).toBeLessThan(200);
        toRedis.mend();
        await node.redisAnswers();
        await node.routing.findNumber(NUMBER, null, NOW, null);
        await settled();
        const { hits } = node.counters;
        await node.routing.findNumber(NUMBER, null, NOW, null);
        expect(node.counters.hits).toBe(hits + 1);
      },
    );

    it('does not keep callers of one process apart any less', async () => {
      toRedis.cut();
      const offers = await Promise.all(Array.from({ length: 20 }, () => whom(node, anybody())));
      const rung = offers.flat().filter((answer) => answer !== 'busy');
      expect(rung.sort()).toEqual(people.map(({ professionalId }) => professionalId).sort());
    });

    it('frozen: does not let callers who were waiting for it ring one person', async () => {
      toRedis.freeze();
      const offers = await Promise.all(Array.from({ length: 20 }, () => whom(node, anybody())));
      expect(offers.flat().filter((answer) => answer !== 'busy')).toHaveLength(3);
    });

    it('hears on its return who was reserved meanwhile, and who before it forgot everything', async () => {
      const before = await whom(node, justOne(people[0]));
      toRedis.cut();
      await other.redis.run(async (client) => client.del('{routing}:reserved:' + people[0].professionalId));
      const meanwhile = await whom(node, justOne(people[1]));
      expect([before, meanwhile]).toEqual([[people[0].professionalId], [people[1].professionalId]]);
      toRedis.mend();
      await node.redisAnswers();
      await settled();
      expect(await whom(other, justOne(people[0]))).toBe('busy');
      expect(await whom(other, justOne(people[1]))).toBe('busy');
      expect(await whom(other, justOne(people[2]))).toEqual([people[2].professionalId]);
    });

    it('does not take on its return what another process was given meanwhile', async () => {
      toRedis.cut();
      const mine = newCall();
      const theirs = newCall();
      await whom(node, justOne(people[0]), mine);
      await whom(other, justOne(people[0]), theirs);
      toRedis.mend();
      await node.redisAnswers();
      await settled();
      const holder = () =>
        other.redis.run((client) => client.get('{routing}:reserved:' + people[0].professionalId));
      expect(await holder()).toBe(theirs);
      await node.routing.release(mine, [people[0].professionalId], null);
      expect(await holder()).toBe(theirs);
    });

    it('keeps what was reserved and answered for a minute, to be renewed, and what was not only shortly', async () => {
      await whom(node, justOne(people[0]));
      await settled();
      toRedis.freezeAnswers();
      await expect(node.shared.reserve(newCall(), [people[1].professionalId], 1, NOW)).rejects.toThrow(
        'timed out',
      );
      const name = (person: Person) => '{routing}:reserved:' + person.professionalId;
      const ages = await other.redis.run((client) =>
        Promise.all(people.map((person) => client.pttl(name(person)))),
      );
      expect(ages[0]).toBeGreaterThan(50_000);
      expect(ages[0]).toBeLessThan(60_001);
      expect(ages[1]).toBeLessThan(10_001);
      expect(ages[1]).toBeGreaterThan(0);
    });

    it('renews what its calls hold, so that it does not lapse under them', async () => {
      const callId = newCall();
      await whom(node, justOne(people[0]), callId);
      await settled();
      const name = '{routing}:reserved:' + people[0].professionalId;
      await other.redis.run((client) => client.pexpire(name, 1_000));
      node.reservations.renew();
      await settled();
      expect(await other.redis.run((client) => client.pttl(name))).toBeGreaterThan(50_000);
      expect(await other.redis.run((client) => client.get(name))).toBe(callId);
    });

    it('hears on its return who was given back meanwhile', async () => {
      const callId = newCall();
      await whom(node, justOne(people[0]), callId);
      toRedis.cut();
      await node.routing.release(callId, [people[0].professionalId], NOW);
      expect(await whom(other, justOne(people[0]))).toBe('busy');
      toRedis.mend();
      await node.redisAnswers();
      await settled();
      expect(await whom(other, justOne(people[0]))).toEqual([people[0].professionalId]);
    });

    it('does not answer from before a change that it could not be told of', async () => {
      expect(await node.lookups.listing(people[0].listingId)).toMatchObject({ away: false });
      await settled();
      toRedis.cut();
      await directory.set('professionals', people[0].professionalId, 'away', true);
      await node.changes.changed({ kind: 'listing', listingId: people[0].listingId });
      toRedis.mend();
      await node.redisAnswers();
      await settled();
      expect(await node.lookups.listing(people[0].listingId)).toMatchObject({ away: true });
      expect(await other.lookups.listing(people[0].listingId)).toMatchObject({ away: true });
    });
  });

  describe('Redis that answers, but takes nothing', () => {
    let user: RedisUser;
    let refused: RoutingNode;

    beforeEach(async () => {
      user = await RedisUser.create();
      refused = await RoutingNode.start(directory.url, newPrefix(), user.url);
    });

    afterEach(async () => {
      await refused.stop();
      await user.remove();
    });

    it('is not believed about what it could not be told to drop', async () => {
      const [{ listingId, professionalId }] = people;
      expect(await refused.lookups.listing(listingId)).toMatchObject({ away: false });
      await refused.settled();
      await user.refuse('unlink');
      await directory.set('professionals', professionalId, 'away', true);
      await refused.changes.changed({ kind: 'listing', listingId });
      expect(await refused.lookups.listing(listingId)).toMatchObject({ away: true });
    });

    it('is not believed about whose line it is, while it could not be told of a change', async () => {
      const [person] = people;
      await refused.owners.find(person.line);
      await refused.owners.loaded();
      expect(await refused.owners.find(person.line)).toBe(person.professionalId);
      await user.refuse('eval', 'evalsha');
      await directory.changeLine(person, 'bGluZQ');
      await refused.changes.changed({ kind: 'direct-line', professionalId: person.professionalId });
      expect(await refused.owners.find(person.line)).toBeUndefined();
      expect(await refused.owners.find('bGluZQ')).toBe(person.professionalId);
    });
  });

  describe('Postgres', () => {
    beforeEach(async () => {
      const callId = newCall();
      await node.routing.findNumber(NUMBER, null, NOW, null);
      await whom(node, justOne(people[0]), callId);
      await node.lookups.sealedLine(people[0].professionalId);
      await node.routing.release(callId, [people[0].professionalId], NOW);
      await settled();
    });

    it.each(['cut', 'freeze'] as const)('%s: calls to cached lines go on', async (how) => {
      toPostgres[how]();
      expect(await node.routing.findNumber(NUMBER, null, NOW, null)).toMatchObject({ kind: 'menu' });
      expect(await whom(node, justOne(people[0]))).toEqual([people[0].professionalId]);
      expect(await node.lookups.sealedLine(people[0].professionalId)).toMatchObject({ keyId: 'k1' });
    });

    it('a category goes on with those who are cached', async () => {
      toPostgres.cut();
      expect(await whom(node, anybody())).toEqual([people[0].professionalId]);
    });

    it.each(['cut', 'freeze'] as const)('%s: what nobody has cached is refused in time', async (how) => {
      toPostgres[how]();
      const began = performance.now();
      await expect(node.routing.findNumber('+12025550101', null, NOW, null)).rejects.toThrow(
        'A lookup for routing failed',
      );
      expect(performance.now() - began).toBeLessThan(2500);
      toPostgres.mend();
      expect(await node.routing.findNumber('+12025550101', null, NOW, null)).toBeUndefined();
    });
  });

  it('both: rejects, without the number', async () => {
    toRedis.cut();
    toPostgres.cut();
    const refusal = await node.routing.findNumber(NUMBER, null, NOW, null).catch((error: Error) => error);
    expect(refusal).toBeInstanceOf(Error);
    expect(JSON.stringify(refusal, Object.getOwnPropertyNames(refusal))).not.toContain('555');
  });
});
