import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Directory } from '../routing/directory.js';
import { Link } from '../routing/link.js';
import { newPrefix, redisUrl } from '../routing/node.js';
import { setDate } from '../set-date.js';
import { LeavingNode, PUBLISHED, tally } from './leaving.js';

const logged: unknown[] = [];
const keep = (...words: unknown[]) => void logged.push(words);
Logger.overrideLogger({ log: keep, warn: keep, error: keep });

const LONDON = '+442079460123';
/** Failed before for all we know: then a call is not counted again. */
const UNCOUNTED = { without: ['another'] };

describe('A number that is to be called', () => {
  let directory: Directory;
  let prefix: string;
  let node: LeavingNode;
  let other: LeavingNode;
  const nodes: LeavingNode[] = [];

  async function process(redis?: string): Promise<LeavingNode> {
    const one = await LeavingNode.start(directory.url, prefix, redis);
    nodes.push(one);
    return one;
  }

  async function trunk(priority: number, columns: Record<string, unknown> = {}): Promise<string> {
    const json = Object.entries(columns).map(([name, value]) => [
      name,
      typeof value === 'object' ? JSON.stringify(value) : value,
    ]);
    const id = await directory.addTrunk(priority, Object.fromEntries(json) as Record<string, unknown>);
    for (const one of nodes) await one.look();
    return id;
  }

  beforeAll(async () => {
    directory = await Directory.create();
    await directory.addSwitchboardNumber(PUBLISHED);
  });
  afterAll(() => directory.remove());
  afterAll(() => expect(JSON.stringify(logged)).not.toMatch(/555\D?0150|2079460123/));

  beforeEach(async () => {
    await directory.database.query('DELETE FROM trunks');
    await directory.database.query('DELETE FROM calling_policy');
    prefix = newPrefix();
    [node, other] = [await process(), await process()];
  });
  afterEach(async () => {
    jest.useRealTimers();
    for (const one of nodes.splice(0)) await one.stop();
  });

  async function policy(columns: Record<string, unknown>): Promise<void> {
    const whole = {
      allow: null,
      refuse: '[]',
      most_per_professional_hour: 60,
      most_per_minute: 600,
      ...columns,
    };
    const names = ['id', 'longest_call_minutes', ...Object.keys(whole)];
    await directory.database.query(
      `INSERT INTO calling_policy (${names.join(', ')}) VALUES (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
      [1, 240, ...Object.values(whole)],
    );
    for (const one of nodes) await one.look();
  }

  describe('leaves by', () => {
    it('the trunk of the first priority, and of equals by each as its weight says', async () => {
      const [heavy, light] = [await trunk(1, { weight: 9 }), await trunk(1, { name: 'light' })];
      await trunk(2, { weight: 1000 });
      const counts = await node.takeMany(400, UNCOUNTED);
      expect(Object.keys(counts).sort()).toEqual([heavy, light].sort());
      expect(counts[heavy]).toBeGreaterThan(320);
      expect(counts[light]).toBeGreaterThan(10);
    });

    it('one that is used for where it belongs, or by none', async () => {
      await policy({ allow: '["US", "GB"]' });
      const abroad = await trunk(1, { destinations: { allow: ['GB'], refuse: [] } });
      const home = await trunk(2, { destinations: { allow: [], refuse: ['GB', '+1212'] } });
      expect((await node.take()).way).toMatchObject({ trunkId: home });
      expect((await node.take(LONDON)).way).toMatchObject({ trunkId: abroad });
      expect(await node.take('+12125550150')).toMatchObject({ refused: 'no-trunk' });
      expect(node.counters.refusals.all()).toEqual([['no-trunk', 1]]);
    });

    it('another than those that failed, and by none when all have', async () => {
      const [first, second] = [await trunk(1), await trunk(2)];
      expect((await node.take(undefined, { without: [first] })).way).toMatchObject({ trunkId: second });
      expect(await node.take(undefined, { without: [first, second] })).toMatchObject({ refused: 'no-trunk' });
    });

    it('none that is switched off', async () => {
      await trunk(1, { enabled: false });
      expect(await node.take()).toMatchObject({ refused: 'no-trunk' });
    });
  });

  it('is written as the carrier wants it, and shows a number that it allows', async () => {
    const out = { style: 'national', prefix: '9' };
    const presented_numbers = ['+12025550107', '+12025550108'];
    const columns = { number_formats: { in: { style: 'e164' }, out }, presented_numbers };
    const national = await trunk(1, columns);
    expect((await node.take()).way).toEqual({
      trunkId: national,
      user: '92025550150',
      presented: '92025550107',
    });
    const own = await node.take(undefined, { presented: '+12025550108' });
    expect(own.way).toMatchObject({ presented: '92025550108' });
    const british = await trunk(0, { country: 'GB', number_formats: { in: { style: 'e164' }, out } });
    expect((await node.take()).way).toEqual({
      trunkId: british,
      user: '90012025550150',
      presented: '90012025550100',
    });
  });

  describe('finds on a trunk with limits', () => {
    it('as many places as there are, for two processes that ask at once, and those given back', async () => {
      const [small, rest] = [await trunk(1, { max_calls: 3 }), await trunk(2)];
      const both = [node, other];
      const taken = await Promise.all(
        Array.from({ length: 20 }, (_, i) => both[i % 2]!.take(undefined, UNCOUNTED)),
      );
      expect(tally(taken.map(({ way }) => way?.trunkId))).toEqual({ [small]: 3, [rest]: 17 });
      const i = taken.findIndex(({ way }) => way?.trunkId === small);
      for (let twice = 0; twice < 2; twice++) both[i % 2]!.giveBack(taken[i]!.attemptId);
      await both[i % 2]!.caughtUp();
      expect(await other.takeMany(2)).toEqual({ [small]: 1, [rest]: 1 });
    });

    it('no more in a second than it bears, however many were given back; then again', async () => {
      const quick = await trunk(1, { max_calls: 50, max_calls_per_second: 4 });
      expect(await node.takeMany(3)).toEqual({ [quick]: 3 });
      const fourth = await other.take();
      expect(fourth.way).toBeDefined();
      other.giveBack(fourth.attemptId);
      expect(await other.takeMany(10, UNCOUNTED)).toEqual({ none: 10 });
      const began = performance.now();
      while (!(await node.take(undefined, UNCOUNTED)).way) await new Promise(setImmediate);
      expect(performance.now() - began).toBeLessThan(1_500);
    });

    it('its share of them while Redis is away', async () => {
      prefix = newPrefix();
      const link = await Link.to(redisUrl());
      const [one, two] = [await process(link.url), await process(link.url)];
      // The first one learns of the second when it is back.
      link.cut();
      link.mend();
      for (const each of [one, two]) await each.redisAnswers();
      for (const each of [one, two, one]) await each.caughtUp();
      const [small, slow] = [await trunk(1, { max_calls: 8 }), await trunk(2, { max_calls_per_second: 6 })];
      link.cut();
      for (const each of [one, two])
        expect(await each.takeMany(9, UNCOUNTED)).toEqual({ [small]: 4, [slow]: 3, none: 2 });
      await link.close();
    });
  });

  describe('is kept from a carrier that fails', () => {
    async function fail(times: number): Promise<void> {
      for (let i = 0; i < times; i++) {
        const { attemptId } = await node.take(undefined, UNCOUNTED);
        node.tell(attemptId, 'fail');
        node.giveBack(attemptId);
      }
    }

    it('three times in a row, until one call has tried it and all was well', async () => {
      const [first, second] = [await trunk(1), await trunk(2)];
      await fail(2);
      expect((await node.take()).way).toMatchObject({ trunkId: first });
      await fail(1);
      expect((await node.take()).way).toMatchObject({ trunkId: second });
      expect((await other.take()).way).toMatchObject({ trunkId: first });

      setDate(Date.now() + 5_000);
      const counts = await node.takeMany(10);
      expect(counts).toEqual({ [first]: 1, [second]: 9 });
    });

    it('and the call that tries it decides', async () => {
      const [first, second] = [await trunk(1), await trunk(2)];
      await fail(3);
      setDate(Date.now() + 5_000);
      const failing = await node.take();
      expect(failing.way).toMatchObject({ trunkId: first });
      node.tell(failing.attemptId, 'fail');
      expect((await node.take()).way).toMatchObject({ trunkId: second });
      setDate(Date.now() + 5_000);
      expect((await node.take()).way).toMatchObject({ trunkId: second });
      setDate(Date.now() + 5_000);
      const trial = await node.take();
      expect(trial.way).toMatchObject({ trunkId: first });
      expect((await node.take()).way).toMatchObject({ trunkId: second });
      node.tell(trial.attemptId, 'its-part');
      expect(await node.takeMany(5)).toEqual({ [first]: 5 });
    });

    it('but is sent there all the same where nothing else will do', async () => {
      const only = await trunk(1);
      await fail(3);
      expect(node.health.of(only).state).toBe('open');
      expect((await node.take()).way).toMatchObject({ trunkId: only });
    });
  });

  describe('is not called at all', () => {
    beforeEach(() => trunk(1));

    it.each([
      ['not-allowed', LONDON],
      ['costly-number', '+19005550100'],
      ['no-such-number', '+1911'],
    ])('by what it is: %s', async (reason, number) => {
      expect(await node.take(number)).toMatchObject({ refused: reason });
      expect(node.counters.refusals.all()).toEqual([[reason, 1]]);
    });

    it('where the policy refuses it, though its country is allowed', async () => {
      await policy({ allow: '["US"]', refuse: '["+1202555"]' });
      expect(await node.take()).toMatchObject({ refused: 'not-allowed' });
      expect((await node.take('+12125550150')).way).toBeDefined();
    });

    it('once one professional was called too often in an hour, by whichever process', async () => {
      await policy({ most_per_professional_hour: 3 });
      const professionalId = 'one';
      for (const one of [node, other, node])
        expect((await one.take(undefined, { professionalId })).way).toBeDefined();
      const refused = 'professional-too-often';
      expect(await other.take(undefined, { professionalId })).toMatchObject({ refused });
      expect(other.counters.refusals.all()).toEqual([[refused, 1]]);
      expect((await other.take(undefined, { professionalId: 'another' })).way).toBeDefined();
      // The same call, by another trunk.
      expect((await other.take(undefined, { professionalId, ...UNCOUNTED })).way).toBeDefined();
    });

    it('once all together were called too often in a minute', async () => {
      await policy({ most_per_minute: 5 });
      const taken = [await node.takeMany(4), await other.takeMany(4)];
      expect(taken.map((counts) => counts['none'] ?? 0)).toEqual([0, 3]);
      expect(other.counters.refusals.all()).toEqual([['too-many-calls', 3]]);
    });
  });
});
