import { randomBytes } from 'node:crypto';
import type { Caller } from '../../../src/call-flow/plan.js';
import type { CallRecord } from '../../../src/call-flow/record.js';
import { LineOwnerStore } from '../../../src/routing/tables/line-owner-store.js';
import { Directory, type Person } from './directory.js';
import { Link } from './link.js';
import { newPrefix, redisUrl, RoutingNode } from './node.js';

const NUMBER = '+12025550100';
const OTHER_NUMBER = '+12025550101';
const NOW = new Date('2026-03-11T15:00:00Z');
const HOUR = 3_600_000;
const ago = (ms: number) => new Date(NOW.getTime() - ms);
const text = () => randomBytes(32).toString('base64url');

describe('who calls', () => {
  let directory: Directory;
  let category: string;
  let switchboard: string;
  let trunk: string;
  let toPostgres: Link;
  let toRedis: Link;
  let node: RoutingNode;
  let other: RoutingNode;
  let person: Person;
  let calls = 0;

  const newCall = () => `call-${++calls}`;
  /** Their tokens begin alike: whether they are blocked is one answer in Redis. */
  const newCaller = (line = text()): Caller => ({
    token: `T${text()}`,
    line,
    sealed: { keyId: 'k1', ciphertext: '' },
  });
  const find = async (caller: Caller, at = node, now = NOW) => {
    const entry = await at.routing.findNumber(NUMBER, caller, now, null);
    if (entry?.kind !== 'menu') throw new Error('no menu');
    return { again: entry.again, professional: entry.professional };
  };
  const recognised = async (caller: Caller, at = node) =>
    (await find(caller, at)).professional?.professionalId ?? null;

  beforeAll(async () => {
    directory = await Directory.create();
    switchboard = await directory.addSwitchboardNumber(NUMBER);
    await directory.addSwitchboardNumber(OTHER_NUMBER);
    category = await directory.addCategory('insurance');
    trunk = await directory.addTrunk();
  });

  beforeEach(async () => {
    person = await directory.addPerson(category, switchboard);
    toPostgres = await Link.to(directory.url);
    toRedis = await Link.to(redisUrl());
    const prefix = newPrefix();
    node = await RoutingNode.start(toPostgres.url, prefix, toRedis.url);
    other = await RoutingNode.start(directory.url, prefix);
    // The first call finds no lines in Redis, and has them loaded.
    await find(newCaller());
    await node.owners.loaded();
  });

  afterEach(async () => {
    await node.stop();
    await other.stop();
    await toPostgres.close();
    await toRedis.close();
  });

  afterAll(() => directory.remove());

  /** Called `ms` ago, and rang the person. */
  const rang = async (token: string, ms: number, dialled = NUMBER) => {
    const callId = newCall();
    const about = { listing_id: person.listingId, category_id: category };
    await directory.addRecord(callId, { ...about, dialled, started_at: ago(ms) });
    await directory.addKeptCaller(callId, person, { token, dialled, at: ago(ms) });
    return callId;
  };

  describe('a professional', () => {
    it('is recognised by the direct line, at every process, and nobody else is', async () => {
      expect(await find(newCaller(person.line))).toEqual({
        again: null,
        professional: {
          professionalId: person.professionalId,
          language: 'en',
          away: false,
          missed: 0,
          canCallBack: false,
          consented: true,
        },
      });
      expect(await recognised(newCaller(person.line), other)).toBe(person.professionalId);
      expect(await recognised(newCaller())).toBeNull();
    });

    it('is recognised at the first call of all, before Redis has the lines, and after it lost them', async () => {
      const fresh = await RoutingNode.start(directory.url, newPrefix());
      expect(await recognised(newCaller(person.line), fresh)).toBe(person.professionalId);
      await fresh.owners.loaded();
      await fresh.redis.run((client) => client.del('{routing}:line-owners'));
      expect(await recognised(newCaller(person.line), fresh)).toBe(person.professionalId);
      await fresh.owners.loaded();
      await fresh.stop();
    });

    it('costs those who are none no question to Postgres', async () => {
      await find(newCaller());
      toPostgres.freeze();
      const began = performance.now();
      for (let i = 0; i < 20; i++) expect(await recognised(newCaller())).toBeNull();
      expect(performance.now() - began).toBeLessThan(400);
    });

    it('is recognised by a new line, and by the old one no more, as soon as the change was told', async () => {
      const line = text();
      await directory.changeLine(person, line);
      await node.changes.changed({ kind: 'direct-line', professionalId: person.professionalId });
      for (const at of [node, other]) {
        expect(await recognised(newCaller(line), at)).toBe(person.professionalId);
        expect(await recognised(newCaller(person.line), at)).toBeNull();
        expect(await at.owners.find(person.line)).toBeUndefined();
      }
      await directory.database.query('DELETE FROM direct_lines WHERE professional_id = $1', [
        person.professionalId,
      ]);
      await other.changes.changed({ kind: 'direct-line', professionalId: person.professionalId });
      expect(await recognised(newCaller(line))).toBeNull();
    });

    it('is recognised by the line of now, however many change at once', async () => {
      const people: Person[] = [];
      while (people.length < 10) people.push(await directory.addPerson(category, switchboard));
      const lines = people.map(() => text());
      await node.redis.run((client) => client.del('{routing}:line-owners'));
      const changes = people.map(async (one, i) => {
        void find(newCaller(), i % 2 ? node : other);
        await directory.changeLine(one, lines[i] as string);
        await (i % 2 ? node : other).changes.changed({
          kind: 'direct-line',
          professionalId: one.professionalId,
        });
      });
      await Promise.all(changes);
      await Promise.all([node.owners.loaded(), other.owners.loaded()]);
      for (const [i, one] of people.entries()) {
        expect(await recognised(newCaller(lines[i]))).toBe(one.professionalId);
        expect(await node.owners.find(one.line)).toBeUndefined();
      }
    });

    it('is not remembered by what was read of Postgres before a change', async () => {
      const store = new LineOwnerStore(node.redis);
      const before = await store.version();
      await store.drop(person.professionalId);
      expect(await store.replace([person], before, NOW)).toBe(false);
      expect(await store.add(person, before)).toBe(false);
      expect(await store.find(person.line)).toMatchObject({ professionalId: null });
      expect(await store.add(person, await store.version())).toBe(true);
      expect(await store.find(person.line)).toMatchObject({ professionalId: person.professionalId });
    });

    it('hears of calls missed in the last week: since the last that was not, and since the last time', async () => {
      const self = newCaller(person.line);
      const about = { dialled: NUMBER, professional_id: person.professionalId, caller_token: 'somebody' };
      const missed = (ms: number, more = {}) =>
        directory.addRecord(newCall(), { ...about, started_at: ago(ms), ...more });
      await missed(8 * 24 * HOUR);
      await missed(50 * HOUR, { connected_at: ago(50 * HOUR) });
      await missed(60 * HOUR);
      await missed(40 * HOUR);
      await missed(30 * HOUR);
      await missed(29 * HOUR, { kind: 'consent' });
      await missed(28 * HOUR, { caller_token: self.token });
      expect((await find(self)).professional?.missed).toBe(2);
      await missed(20 * HOUR, { kind: 'professional', dialled: '+12025550199' });
      expect((await find(self)).professional?.missed).toBe(2);
      await missed(35 * HOUR, { kind: 'professional', caller_token: self.token });
      expect((await find(self)).professional?.missed).toBe(1);
    });

    it('knows whether there is a caller to call back, a consent to withdraw, and whether they are away', async () => {
      const self = newCaller(person.line);
      await rang('x', 8 * 24 * HOUR);
      expect((await find(self)).professional).toMatchObject({ canCallBack: false, consented: true });
      await rang('x', HOUR);
      await directory.withdraw(person);
      await directory.set('professionals', person.professionalId, 'away', true);
      expect((await find(self)).professional).toMatchObject({
        canCallBack: true,
        consented: false,
        away: true,
      });
    });

    it.each(['cut', 'freeze'] as const)(
      'is recognised with Postgres away (%s), and told of nothing, in half a second',
      async (how) => {
        await find(newCaller(person.line));
        toPostgres[how]();
        const began = performance.now();
        expect((await find(newCaller(person.line))).professional).toEqual({
          professionalId: person.professionalId,
          language: 'en',
          away: false,
          missed: 0,
          canCallBack: false,
          consented: false,
        });
        expect(performance.now() - began).toBeLessThan(700);
      },
    );

    it('is recognised with Redis away', async () => {
      toRedis.cut();
      expect(await recognised(newCaller(person.line))).toBe(person.professionalId);
    });
  });

  describe('a caller who calls again', () => {
    const spoke = (caller: Caller, more: Partial<CallRecord> = {}): CallRecord => ({
      callId: newCall(),
      kind: 'inbound',
      dialled: NUMBER,
      callerToken: caller.token,
      withheld: false,
      sealedCaller: null,
      startedAt: ago(HOUR).getTime(),
      answeredAt: ago(HOUR).getTime(),
      connectedAt: ago(HOUR).getTime(),
      endedAt: ago(HOUR / 2).getTime(),
      outcome: 'connected',
      cause: 16,
      categoryId: category,
      listingId: person.listingId,
      professionalId: person.professionalId,
      arrivedBy: null,
      trunkId: trunk,
      attempts: [],
      timeline: [],
      ...more,
    });

    it('is offered whom they spoke with, within the window of the number, through that number', async () => {
      const caller = newCaller();
      await node.callsAgain.remember(spoke(caller));
      expect(await find(caller)).toEqual({ again: { listingId: person.listingId }, professional: null });
      expect((await find(caller, other, ago(-HOUR / 2 + 1))).again).toEqual({ listingId: person.listingId });
      expect((await find(caller, other, ago(-HOUR / 2))).again).toBeNull();
      expect((await find(newCaller())).again).toBeNull();
      expect(await node.routing.findNumber(OTHER_NUMBER, caller, NOW, null)).toMatchObject({ again: null });
    });

    it.each([
      ['that did not connect', { connectedAt: null }],
      ['that rang nobody', { listingId: null }],
      ['of a professional', { kind: 'professional' }],
      ['to a dedicated number', { dialled: '+12025550107' }],
    ] as [string, Partial<CallRecord>][])('is offered nobody after a call %s', async (_, more) => {
      const caller = newCaller();
      await node.callsAgain.remember(spoke(caller, more));
      expect(await node.redis.run((client) => client.keys(`*${caller.token}*`))).toEqual([]);
    });

    it('is not offered who cannot be reached any more, from the moment it was told', async () => {
      const caller = newCaller();
      await node.callsAgain.remember(spoke(caller));
      expect((await find(caller)).again).not.toBeNull();
      await directory.withdraw(person);
      await other.changes.changed({ kind: 'listing', listingId: person.listingId });
      expect((await find(caller)).again).toBeNull();
    });

    it('is asked for in the call records with Redis away, and is nobody with both away', async () => {
      const caller = newCaller();
      const { listingId: listing_id } = person;
      const record = {
        dialled: NUMBER,
        caller_token: caller.token,
        listing_id,
        started_at: ago(HOUR),
        connected_at: ago(HOUR),
        ended_at: ago(HOUR / 2),
      };
      await directory.addRecord(newCall(), record);
      toRedis.cut();
      expect((await find(caller)).again).toEqual({ listingId: listing_id });
    });

    it('is forgotten when told to', async () => {
      const caller = newCaller();
      await node.callsAgain.remember(spoke(caller));
      await other.callsAgain.forget(caller.token, [NUMBER]);
      expect((await find(caller)).again).toBeNull();
    });

    it('leaves no number in Redis', async () => {
      await node.callsAgain.remember(spoke(newCaller()));
      await find(newCaller());
      const keys = await node.redis.run((client) => client.keys('*'));
      expect(keys.join()).not.toContain('5550100');
    });
  });

  describe('the last caller', () => {
    const lastCaller = (self: Caller) =>
      node.routing.findLine(
        newCall(),
        { kind: 'last-caller', professionalId: person.professionalId },
        [],
        NOW,
        self,
      );
    it('is called back: the number they dialled is shown, and they must accept', async () => {
      await rang('earlier', 3 * HOUR);
      const callId = await rang('later', 2 * HOUR);
      const self = newCaller(person.line);
      await rang(self.token, HOUR);
      expect(await lastCaller(self)).toEqual({
        offers: [
          {
            offerId: expect.stringMatching(/^[0-9a-f-]{36}$/),
            professionalId: person.professionalId,
            listingId: person.listingId,
            categoryId: category,
            acceptance: true,
            whisper: 'return-whisper',
            language: 'en',
            callee: {
              kind: 'caller',
              sealedTo: callId,
              sealed: { keyId: 'k1', ciphertext: Buffer.from(callId).toString('base64') },
              presented: NUMBER,
            },
          },
        ],
      });
    });

    it('reserves the professional, and does without where another call has them', async () => {
      await rang('somebody', HOUR);
      const first = await lastCaller(newCaller(person.line));
      expect(first).toHaveProperty('offers');
      const listing = { kind: 'listing', listingId: person.listingId } as const;
      const meanwhile = await node.routing.findLine(newCall(), listing, [], NOW, newCaller());
      expect(meanwhile).toMatchObject({ reason: 'busy' });
      expect(await lastCaller(newCaller(person.line))).toHaveProperty('offers');
    });

    it('is nobody when too long ago, blocked, or through a number that is ours no more', async () => {
      const self = newCaller(person.line);
      expect(await lastCaller(self)).toEqual({ reason: 'not-available' });
      await rang('old', 8 * 24 * HOUR);
      expect(await lastCaller(self)).toEqual({ reason: 'not-available' });
      const callId = await rang('before', 3 * HOUR);
      const block = 'INSERT INTO blocked_callers (token, professional_id) VALUES ($1, $2)';
      await rang('pest', 2 * HOUR);
      await directory.database.query(block, ['pest', person.professionalId]);
      await rang('pest of all', HOUR);
      await directory.database.query(block, ['pest of all', null]);
      expect(await lastCaller(self)).toMatchObject({ offers: [{ callee: { sealedTo: callId } }] });
      await rang('elsewhere', HOUR / 2, '+12025550108');
      expect(await lastCaller(self)).toEqual({ reason: 'not-available' });
    });

    it('is nobody where they dialled what is a number of sessions now: it calls within those only', async () => {
      await rang('before', HOUR, '+12025550109');
      await directory.database.query(
        `INSERT INTO session_numbers (number, label, language, ringing) VALUES ('+12025550109', 'Sessions', 'en', '{}')`,
      );
      expect(await node.lookups.entry('+12025550109')).toMatchObject({ kind: 'session' });
      expect(await lastCaller(newCaller(person.line))).toEqual({ reason: 'not-available' });
    });
  });
});
