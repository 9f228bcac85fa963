import { stranger } from '../routing/callers.js';
import type { Person } from '../routing/directory.js';
import { Link } from '../routing/link.js';
import { redisUrl, type RoutingNode } from '../routing/node.js';
import { later, NOON, Town, wrongExtensions } from './town.js';

describe('The budgets for wrong extensions, with Redis away', () => {
  let town: Town;
  let toRedis: Link;
  let node: RoutingNode;
  let other: RoutingNode;
  let person: Person;
  const wrong = wrongExtensions();
  const guess = (caller: ReturnType<typeof stranger> | null, now = NOON) =>
    town.dial(node, wrong.next().value, caller, now);

  beforeEach(async () => {
    town = await Town.create();
    toRedis = await Link.to(redisUrl());
    node = await town.node({}, toRedis.url);
    other = await town.node();
    person = await town.person();
  });

  afterEach(async () => {
    await town.remove();
    await toRedis.close();
  });

  it.each(['cut', 'freeze'] as const)('%s: are two in an hour for a caller, at each process', async (how) => {
    toRedis[how]();
    const caller = stranger();
    expect([await guess(caller), await guess(caller)]).toEqual(['not-listed', 'not-listed']);
    expect(await guess(caller)).toBe('too-many-attempts');
    expect(await town.dial(node, person.extension, caller)).toBe('too-many-attempts');
    expect(await town.dial(node, person.extension, stranger())).toBe('found');
    expect(await guess(caller, later(1))).toBe('not-listed');
    expect(node.guardCounters.local).toBe(6);
  });

  it('are not raced, and twenty right ones at once are no guesses', async () => {
    const people = await town.people(20);
    toRedis.cut();
    const caller = stranger();
    const right = await Promise.all(people.map(({ extension }) => town.dial(node, extension, caller)));
    expect(new Set(right)).toEqual(new Set(['found']));
    const answers = await Promise.all(Array.from({ length: 20 }, () => guess(caller)));
    expect(answers.filter((answer) => answer === 'not-listed')).toHaveLength(2);
  });

  it('are twenty in an hour for all together; the menu goes on', async () => {
    toRedis.cut();
    for (let i = 0; i < 20; i++) expect(await guess(stranger())).toBe('not-listed');
    expect(await guess(stranger())).toBe('too-many-attempts');
    expect(await town.dial(node, person.extension, stranger())).toBe('too-many-attempts');
    expect(await town.ask(node, { kind: 'category', categoryId: town.category }, stranger())).toBe('found');
    expect(await town.dial(node, person.extension, stranger(), later(1))).toBe('found');
  });

  it('give back on its return what was right just before', async () => {
    const caller = stranger();
    const target = {
      kind: 'extension',
      switchboardNumberId: town.switchboard,
      extension: person.extension,
    } as const;
    const counted = () => other.redis.run((client) => client.zcard('{guesses}:overall'));
    await town.dial(other, person.extension, caller);
    // Redis counts it, but is not heard of before the connection is given up.
    toRedis.freezeAnswers();
    await node.routing.findLine('a call', target, [], NOON, caller);
    await node.redisAnswers();
    await node.settled();
    expect(await counted()).toBe(0);
  });

  it('are those of Redis again on its return', async () => {
    const caller = stranger();
    toRedis.cut();
    await guess(caller);
    await guess(caller);
    toRedis.mend();
    await node.redisAnswers();
    for (let i = 0; i < 5; i++) expect(await guess(caller)).toBe('not-listed');
    expect(await guess(caller)).toBe('too-many-attempts');
  });
});
