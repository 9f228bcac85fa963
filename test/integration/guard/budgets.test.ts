import type { Caller } from '../../../src/call-flow/plan.js';
import { callerNamed, stranger } from '../routing/callers.js';
import type { Person } from '../routing/directory.js';
import type { RoutingNode } from '../routing/node.js';
import { later, NOON, Town, wrongExtensions } from './town.js';

const GUESSES = { caller: { hour: 5, day: 20 }, overall: { hour: 30, day: 60 } };

describe('The budgets for wrong extensions', () => {
  let town: Town;
  let node: RoutingNode;
  let other: RoutingNode;
  let person: Person;
  const wrong = wrongExtensions();

  const guess = (caller: Caller | null, now = NOON, at = node) =>
    town.dial(at, wrong.next().value, caller, now);
  const guessTimes = async (times: number, caller: Caller | null, now = NOON) => {
    for (let i = 0; i < times; i++) expect(await guess(caller, now)).toBe('not-listed');
  };
  /** All together guess until nobody may any more. */
  const spendOverall = async (now = NOON) => {
    while ((await guess(stranger(), now)) === 'not-listed');
  };
  const connect = (caller: Caller) =>
    town.directory.database.query(
      `INSERT INTO call_records (id, started_at, connected_at, ended_at, outcome, cause, timeline, caller_token)
       VALUES ($1, now(), now(), now(), 'connected', 16, '[]', $2)`,
      [`record of ${caller.token}`, caller.token],
    );

  beforeEach(async () => {
    town = await Town.create();
    node = await town.node({ guesses: GUESSES });
    other = await town.node({ guesses: GUESSES });
    person = await town.person();
  });

  afterEach(() => town.remove());

  it('are spent by wrong extensions, and then every extension has one answer', async () => {
    const caller = stranger();
    await guessTimes(5, caller);
    expect(await guess(caller)).toBe('too-many-attempts');
    expect(await town.dial(node, person.extension, caller)).toBe('too-many-attempts');
    expect(await town.dial(other, person.extension, caller)).toBe('too-many-attempts');
    expect(await town.dial(node, person.extension, stranger())).toBe('found');
    expect(node.guardCounters).toMatchObject({ wrong: 5, callerSpent: 2, overallSpent: 0, local: 0 });
  });

  it('are not touched by right ones, nor by those who are busy or away', async () => {
    const caller = stranger();
    const busy = await town.person();
    const away = await town.person();
    await town.directory.set('professionals', away.professionalId, 'away', true);
    await node.routing.findLine('a call', { kind: 'listing', listingId: busy.listingId }, [], NOON, null);
    for (let i = 0; i < 10; i++) {
      expect(await town.dial(node, person.extension, caller)).toBe('found');
      expect(await town.dial(node, busy.extension, caller)).toBe('busy');
      expect(await town.dial(node, away.extension, caller)).toBe('not-available');
    }
    await guessTimes(5, caller);
    expect(await node.redis.run((client) => client.zcard('{guesses}:overall'))).toBe(5);
  });

  it('slide: five in any hour, twenty in any day', async () => {
    const caller = stranger();
    await guessTimes(4, caller);
    await guessTimes(1, caller, later(0.5));
    expect(await guess(caller, later(0.99))).toBe('too-many-attempts');
    // The first four are an hour ago, the fifth is not.
    await guessTimes(4, caller, later(1));
    expect(await guess(caller, later(1.2))).toBe('too-many-attempts');
    await guessTimes(5, caller, later(3));
    await guessTimes(5, caller, later(5));
    await guessTimes(1, caller, later(7));
    expect(await guess(caller, later(9))).toBe('too-many-attempts');
    expect(await guess(caller, later(23.9))).toBe('too-many-attempts');
    await guessTimes(4, caller, later(24));
    expect(await guess(caller, later(24))).toBe('too-many-attempts');
  });

  it('cannot be raced: of twenty guesses at once at two processes, five are answered', async () => {
    const caller = stranger();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => guess(caller, NOON, i % 2 ? node : other)),
    );
    expect(answers.filter((answer) => answer === 'not-listed')).toHaveLength(5);
    expect(answers.filter((answer) => answer === 'too-many-attempts')).toHaveLength(15);
  });

  it('do not take twenty right ones at once for guesses', async () => {
    const people = await town.people(20);
    const answers = await Promise.all(
      people.map(({ extension }) => town.dial(node, extension, callerNamed('an office'))),
    );
    expect(answers).toEqual(Array.from({ length: 20 }, () => 'found'));
  });

  it('are one for all callers without a number', async () => {
    await guessTimes(5, null);
    expect(await guess(null)).toBe('too-many-attempts');
    expect(await town.dial(other, person.extension, null)).toBe('too-many-attempts');
    expect(await town.dial(node, person.extension, stranger())).toBe('found');
  });

  it('count one extension once for all together, however many dial it', async () => {
    const stale = wrong.next().value;
    for (let i = 0; i < 40; i++) expect(await town.dial(node, stale, stranger())).toBe('not-listed');
    expect(await node.redis.run((client) => client.zcard('{guesses}:overall'))).toBe(1);
    const caller = stranger();
    for (let i = 0; i < 5; i++) await town.dial(node, stale, caller);
    expect(await town.dial(node, stale, caller)).toBe('too-many-attempts');
  });

  describe('when all together have guessed too often', () => {
    it('leave extensions to callers who were connected before', async () => {
      const known = callerNamed('somebody known');
      await connect(known);
      await spendOverall();
      expect(node.guardCounters.wrong).toBe(30);
      expect(await town.dial(node, person.extension, stranger())).toBe('too-many-attempts');
      expect(await town.dial(other, person.extension, null)).toBe('too-many-attempts');
      expect(await town.dial(node, person.extension, known)).toBe('found');
      await guessTimes(5, known);
      expect(await town.dial(node, person.extension, known)).toBe('too-many-attempts');
      expect(await town.dial(node, person.extension, stranger(), later(1))).toBe('found');
    });

    it('leave the menu and dedicated numbers to everybody', async () => {
      await spendOverall();
      const category = { kind: 'category', categoryId: town.category } as const;
      expect(await town.ask(node, category, stranger())).toBe('found');
      expect(await town.ask(node, { kind: 'listing', listingId: person.listingId }, null)).toBe('found');
    });

    it('hold for the day as well', async () => {
      for (const hour of [0, 2]) await spendOverall(later(hour));
      expect(await guess(stranger(), later(23))).toBe('too-many-attempts');
      expect(await guess(stranger(), later(24))).toBe('not-listed');
    });

    it('take nobody for known with nobody to ask', async () => {
      const known = callerNamed('somebody known');
      await connect(known);
      await spendOverall();
      await town.directory.database.query('ALTER TABLE call_records RENAME TO elsewhere');
      expect(await town.dial(node, person.extension, known)).toBe('too-many-attempts');
    });
  });

  it('count an attempt that failed against its caller, and against nobody else', async () => {
    const caller = stranger();
    await town.directory.database.query('ALTER TABLE pass_through_numbers RENAME TO elsewhere');
    for (let i = 0; i < 5; i++) await expect(guess(caller)).rejects.toThrow('A lookup for routing failed');
    expect(await guess(caller)).toBe('too-many-attempts');
    expect(await node.redis.run((client) => client.zcard('{guesses}:overall'))).toBe(0);
  });

  it('keep little, for a day, and no number', async () => {
    const callers = Array.from({ length: 100 }, stranger);
    for (const caller of callers) await Promise.all(Array.from({ length: 8 }, () => guess(caller)));
    const keys = await node.redis.run((client) => client.keys(`${town.prefix}{guesses}*`));
    // Thirty wrong ones in all, of six callers; whoever came later left nothing.
    expect(keys).toHaveLength(6 + 1);
    for (const key of keys.map((name) => name.slice(town.prefix.length))) {
      expect(key).toMatch(/^\{guesses\}:(overall|caller:[\w-]{43})$/);
      const [size, ttl] = await node.redis.run((client) =>
        Promise.all([client.zcard(key), client.pttl(key)]),
      );
      expect(size).toBeLessThanOrEqual(30);
      expect(ttl).toBeGreaterThan(0);
      expect(ttl).toBeLessThanOrEqual(24 * 3_600_000);
    }
  });

  it('can forget a caller', async () => {
    const caller = stranger();
    await connect(caller);
    await spendOverall();
    await guessTimes(5, caller);
    expect(await guess(caller)).toBe('too-many-attempts');
    await node.settled();
    await town.directory.database.query('UPDATE call_records SET caller_token = NULL');
    await node.guard.forget(caller.token);
    expect(await node.redis.run((client) => client.keys(`*${caller.token}*`))).toEqual([]);
    expect(await guess(caller)).toBe('too-many-attempts');
    expect(await guess(caller, later(1))).toBe('not-listed');
  });
});
