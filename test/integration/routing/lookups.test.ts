import { inspect } from 'node:util';
import { Directory, type Person } from './directory.js';
import { newPrefix, RoutingNode } from './node.js';

const NUMBER = '+12025550100';
const NOW = new Date('2026-03-11T15:00:00Z');

describe('lookups through Redis', () => {
  let directory: Directory;
  let node: RoutingNode;
  let other: RoutingNode;
  const settled = () => Promise.all([node.settled(), other.settled()]);
  let switchboard: string;
  let category: string;
  let person: Person;

  beforeAll(async () => {
    directory = await Directory.create();
    switchboard = await directory.addSwitchboardNumber(NUMBER);
    category = await directory.addCategory('insurance');
    person = await directory.addPerson(category, switchboard);
    await directory.addDedicatedNumber('+12025550101', person.listingId);
    await directory.addTrunk();
  });

  beforeEach(async () => {
    const prefix = newPrefix();
    node = await RoutingNode.start(directory.url, prefix);
    other = await RoutingNode.start(directory.url, prefix);
  });

  afterEach(async () => {
    await node.stop();
    await other.stop();
  });

  afterAll(() => directory.remove());

  it('asks Postgres once, then Redis, in whatever form the number is dialled', async () => {
    await node.routing.findNumber(NUMBER, null, NOW, null);
    await settled();
    for (const dialled of ['12025550100', '2025550100', '(202) 555-0100']) {
      expect(await node.routing.findNumber(dialled, null, NOW, null)).toMatchObject({
        kind: 'menu',
        number: NUMBER,
        language: 'en',
        words: { goodbye: 'text/so-long' },
      });
    }
    expect(await other.routing.findNumber(NUMBER, null, NOW, null)).toMatchObject({ kind: 'menu' });
    expect(node.counters).toMatchObject({ misses: 1, loads: 1, hits: 3 });
    expect(other.counters).toMatchObject({ misses: 0, loads: 0, hits: 1 });
  });

  it('reads a number without a prefix as one of the country it was told', async () => {
    const british = await RoutingNode.start(directory.url, newPrefix(), undefined, { defaultCountry: 'GB' });
    expect(await british.routing.findNumber('0012025550100', null, NOW, null)).toMatchObject({
      number: NUMBER,
    });
    expect(await british.routing.findNumber('2025550100', null, NOW, null)).toBeUndefined();
    await british.stop();
  });

  it('leads a dedicated number to its listing', async () => {
    expect(await node.routing.findNumber('+12025550101', null, NOW, null)).toMatchObject({
      kind: 'line',
      language: 'zh',
      rules: { ringMs: 25_000, mostTries: 3 },
      words: {},
      target: { kind: 'listing', listingId: person.listingId },
    });
  });

  it("remembers that a number is nobody's, for a short while, without keeping the number", async () => {
    expect(await node.routing.findNumber('+12025550177', null, NOW, null)).toBeUndefined();
    await settled();
    expect(await node.routing.findNumber('+12025550177', null, NOW, null)).toBeUndefined();
    expect(node.counters).toMatchObject({ misses: 1, loads: 1, hits: 1, negatives: 1 });
    const keys = await node.redis.run((client) => client.keys('*'));
    expect(keys.join()).not.toContain('5550177');
  });

  it('does not ask anybody about what is no number', async () => {
    expect(await node.routing.findNumber('anonymous', null, NOW, null)).toBeUndefined();
    expect(await node.routing.findNumber('', null, NOW, null)).toBeUndefined();
    expect(node.counters).toMatchObject({ misses: 0, loads: 0 });
  });

  it('loads once for 100 lookups at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => node.routing.findNumber(NUMBER, null, NOW, null)),
    );
    expect(answers.every((answer) => answer?.kind === 'menu')).toBe(true);
    expect(node.counters.loads).toBe(1);
  });

  it('says that a lookup failed, without what was looked up', async () => {
    const failure = Object.assign(new Error('timeout'), { query: 'SELECT', parameters: [NUMBER] });
    const refusal = await node.cache
      .find('key', () => Promise.reject(failure))
      .catch((error: Error) => error);
    expect(refusal).toMatchObject({ message: 'A lookup for routing failed: timeout' });
    expect(inspect(refusal, { depth: null, showHidden: true })).not.toContain(NUMBER);
  });

  it('keeps sealed lines as they are', async () => {
    const sealed = await node.lookups.sealedLine(person.professionalId);
    expect(sealed).toMatchObject({ professionalId: person.professionalId, keyId: 'k1' });
    expect(Buffer.from(sealed?.ciphertext ?? '', 'base64')).toHaveLength(40);
    expect(await other.lookups.sealedLine(person.professionalId)).toEqual(sealed);
    expect(other.counters.loads).toBe(0);
  });

  describe('when the data changes', () => {
    it('answers anew at once, in every process', async () => {
      await other.lookups.listing(person.listingId);
      await directory.set('professionals', person.professionalId, 'away', true);
      expect(await other.lookups.listing(person.listingId)).toMatchObject({ away: false });
      await node.changes.changed({ kind: 'listing', listingId: person.listingId });
      expect(await other.lookups.listing(person.listingId)).toMatchObject({ away: true });
      await directory.set('professionals', person.professionalId, 'away', false);
    });

    it('forgets that there was none', async () => {
      const extension = directory.newExtension().replace(/.$/, 'x');
      expect(await node.lookups.listingOfExtension(switchboard, extension)).toBeUndefined();
      await directory.database.query('UPDATE pass_through_numbers SET extension = $1 WHERE extension = $2', [
        extension,
        person.extension,
      ]);
      await other.changes.changed({ kind: 'extension', switchboardNumberId: switchboard, extension });
      expect(await node.lookups.listingOfExtension(switchboard, extension)).toBe(person.listingId);
    });

    it('neither keeps nor shares what was being loaded before the change', async () => {
      const slow = slowLoad();
      const early = node.cache.find('key', slow.load);
      await slow.begun;
      await other.cache.drop('key');
      expect(await node.cache.find('key', async () => 'new')).toBe('new');
      slow.finish('old');
      expect(await early).toBe('old');
      await settled();
      expect(await node.cache.find('key', async () => 'newest')).toBe('new');
    });

    it('does not let a late load be kept when nothing else was asked meanwhile', async () => {
      const slow = slowLoad();
      const early = node.cache.find('key', slow.load);
      await slow.begun;
      await other.cache.drop('key');
      slow.finish('old');
      await early;
      await settled();
      expect(await node.cache.find('key', async () => 'new')).toBe('new');
    });
  });

  describe('when an answer has become old', () => {
    const anHourAgo = () => Date.now() - 3_600_000;

    it('gives it still, and loads it anew behind the back', async () => {
      await node.redis.run((client) => client.set('key', JSON.stringify([anHourAgo(), 'old'])));
      expect(await node.cache.find('key', async () => 'new')).toBe('old');
      await settled();
      expect(await other.cache.find('key', async () => 'newest')).toBe('new');
      expect(node.counters).toMatchObject({ hits: 1, misses: 0, loads: 1 });
    });

    it('does not keep a refreshed answer that was read before a change', async () => {
      await node.redis.run((client) => client.set('key', JSON.stringify([anHourAgo(), 'old'])));
      const slow = slowLoad();
      await node.cache.find('key', slow.load);
      await slow.begun;
      await other.cache.drop('key');
      slow.finish('old');
      await settled();
      expect(await node.cache.find('key', async () => 'new')).toBe('new');
    });

    it('keeps it when Postgres fails', async () => {
      await node.redis.run((client) => client.set('key', JSON.stringify([anHourAgo(), 'old'])));
      const failing = () => Promise.reject(new Error('no database'));
      expect(await node.cache.find('key', failing)).toBe('old');
      await settled();
      expect(await node.cache.find('key', failing)).toBe('old');
      expect(node.counters.failedLoads).toBe(1);
    });
  });
});

/** A load that has begun, and ends when told. */
function slowLoad() {
  let begin = () => {};
  let finish: (value: string) => void = () => {};
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const value = new Promise<string>((resolve) => (finish = resolve));
  const load = () => {
    begin();
    return value;
  };
  return { load, begun, finish: (answer: string) => finish(answer) };
}

/** Storing goes on after the answer was given. */
