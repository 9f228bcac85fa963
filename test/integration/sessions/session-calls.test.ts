import { CONSOLE } from '../../../src/audit/actor.js';
import type { Person } from '../routing/directory.js';
import { Link } from '../routing/link.js';
import { redisUrl } from '../routing/node.js';
import { Town } from './town.js';

const NUMBER = '+12025550180';
const PHONE = '+12025550110';
const LINE = '+12025550111';
const STRANGER = '+12025550112';
const NOW = new Date();
const minutes = (n: number) => new Date(NOW.getTime() + n * 60_000);

describe('A call to the number of a session', () => {
  let town: Town;
  let person: Person;
  let session: string;
  const caller = () => ({ caller: PHONE });
  const professional = () => ({ professional: person.professionalId });
  const change = (column: string, value: unknown, table = 'professionals', id = person.professionalId) =>
    town.directory
      .set(table, id, column, value)
      .then(() => town.nodes[0].changes.changed({ kind: 'listing', listingId: person.listingId }));

  beforeEach(async () => {
    town = await Town.found();
    await town.publish(NUMBER);
    person = await town.settle();
    await town.move(person, LINE);
    session = (await town.bind(PHONE, person, minutes(-10), minutes(10), NOW)).id;
  });

  afterEach(() => town.leave());

  it('reaches the other party, at every process', async () => {
    for (const node of town.nodes) {
      expect(await town.call(PHONE, NUMBER, NOW, node)).toEqual(professional());
      expect(await town.call(LINE, NUMBER, NOW, node)).toEqual(caller());
    }
  });

  it('shows both the number, and has the caller accept', async () => {
    const [node] = town.nodes;
    const self = town.callerAt(LINE);
    const target = { kind: 'session', sessionId: session, from: 'professional' } as const;
    const entry = await node.routing.findNumber(NUMBER, self, NOW, null);
    expect(entry).toMatchObject({ kind: 'line', number: NUMBER, rules: { ringMs: 25_000 }, target });
    expect(await node.routing.findLine('call', target, [], NOW, self)).toMatchObject({
      offers: [
        {
          professionalId: person.professionalId,
          acceptance: true,
          whisper: 'return-whisper',
          callee: { kind: 'caller', sealedTo: session, presented: NUMBER },
        },
      ],
    });
    const theirs = { kind: 'session', sessionId: session, from: 'caller' } as const;
    const meanwhile = await node.routing.findLine('other', theirs, [], NOW, town.callerAt(PHONE));
    expect(meanwhile).toMatchObject({ reason: 'busy' });
  });

  it('of anybody else is as one to a number that is not in use, and takes as long', async () => {
    const [node] = town.nodes;
    const callers = [town.callerAt(STRANGER), null];
    for (const number of [NUMBER, '+12025550189']) {
      for (const who of [...callers, ...callers]) {
        const began = performance.now();
        expect(await node.routing.findNumber(number, who, NOW, null)).toBeUndefined();
        expect(performance.now() - began).toBeGreaterThan(20);
      }
    }
  });

  it('reaches nobody before its time, and nobody from its end on', async () => {
    expect(await town.call(PHONE, NUMBER, minutes(-10.001))).toBeNull();
    expect(await town.call(PHONE, NUMBER, minutes(-10))).toEqual(professional());
    expect(await town.call(LINE, NUMBER, minutes(9.999))).toEqual(caller());
    expect(await town.call(LINE, NUMBER, minutes(10))).toBeNull();
    expect(await town.call(PHONE, NUMBER, minutes(10))).toBeNull();
  });

  it('reaches nobody once it was ended: on its way already, or at another process', async () => {
    const [one, other] = town.nodes;
    const who = town.callerAt(PHONE);
    const entry = await one.routing.findNumber(NUMBER, who, NOW, null);
    await town.call(LINE, NUMBER, NOW, other);
    await town.at(one).sessions.end(session, CONSOLE, NOW);
    expect(await town.ring(entry, who, NOW, one)).toBeNull();
    expect(await town.call(PHONE, NUMBER, NOW, other)).toBeNull();
    expect(await town.call(LINE, NUMBER, NOW, other)).toBeNull();
  });

  it('reaches nobody once it was ended where Redis could not be told', async () => {
    const redis = await Link.to(redisUrl());
    const dying = await town.nodeBehind({ redis });
    expect(await town.call(PHONE, NUMBER, NOW)).toEqual(professional());
    expect(await town.call(LINE, NUMBER, NOW)).toEqual(caller());
    redis.cut();
    await town.at(dying).sessions.end(session, CONSOLE, NOW);
    await dying.stop();
    expect(await town.call(PHONE, NUMBER, NOW)).toBeNull();
    expect(await town.call(LINE, NUMBER, NOW)).toBeNull();
    await redis.close();
  });

  it('is the professional’s from the line of now: whoever has the old one reaches nobody', async () => {
    expect(await town.call(LINE, NUMBER, NOW)).toEqual(caller());
    await town.move(person, STRANGER);
    expect(await town.call(LINE, NUMBER, NOW)).toBeNull();
    expect(await town.call(STRANGER, NUMBER, NOW)).toEqual(caller());
    expect(await town.call(PHONE, NUMBER, NOW)).toEqual(professional());
  });

  it('is not from the old line where Redis could not be told of the new one', async () => {
    expect(await town.call(LINE, NUMBER, NOW)).toEqual(caller());
    const redis = await Link.to(redisUrl());
    const dying = await town.nodeBehind({ redis });
    redis.cut();
    await town.move(person, STRANGER, dying);
    await dying.stop();
    expect(await town.call(LINE, NUMBER, NOW)).toBeNull();
    await redis.close();
  });

  it('needs the consent of the professional, who need not be listed, nor be open', async () => {
    await change('published', false, 'listings', person.listingId);
    await change('working_hours', '[]');
    expect(await town.call(PHONE, NUMBER, NOW)).toEqual(professional());
    await town.directory.withdraw(person);
    await town.nodes[0].changes.changed({ kind: 'listing', listingId: person.listingId });
    expect(await town.call(PHONE, NUMBER, NOW)).toBeNull();
    expect(await town.call(LINE, NUMBER, NOW)).toEqual(caller());
  });

  it('does not ring a professional who is away', async () => {
    await change('away', true);
    expect(await town.call(PHONE, NUMBER, NOW)).toBeNull();
    expect(await town.call(LINE, NUMBER, NOW)).toEqual(caller());
  });

  it('reaches nobody where one phone is the caller of one and the line of another', async () => {
    const other = await town.settle();
    await town.bind(LINE, other, minutes(-10), minutes(10), NOW);
    expect(await town.call(LINE, NUMBER, NOW)).toBeNull();
    expect(await town.call(PHONE, NUMBER, NOW)).toEqual(professional());
  });

  it('reaches nobody where both are one phone', async () => {
    await town.publish('+12025550181');
    await town.bind(LINE, person, minutes(-10), minutes(10), NOW);
    expect(await town.call(LINE, '+12025550181', NOW)).toBeNull();
  });

  it('reaches a caller no more whose number was erased', async () => {
    await town.directory.database.query('UPDATE sessions SET key_id = NULL, ciphertext = NULL');
    expect(await town.call(LINE, NUMBER, NOW)).toBeNull();
    expect(await town.call(PHONE, NUMBER, NOW)).toEqual(professional());
  });

  it.each(['cut', 'freeze'] as const)(
    'goes on with Postgres away (%s), as long as it is known',
    async (how) => {
      const postgres = await Link.to(town.directory.url);
      const node = await town.nodeBehind({ postgres });
      await town.call(PHONE, NUMBER, NOW, node);
      await town.call(LINE, NUMBER, NOW, node);
      postgres[how]();
      expect(await town.call(PHONE, NUMBER, NOW, node)).toEqual(professional());
      expect(await town.call(LINE, NUMBER, NOW, node)).toEqual(caller());
      expect(await town.call(PHONE, NUMBER, minutes(10), node)).toBeNull();
      await node.stop();
      await postgres.close();
    },
  );

  it('goes on with Redis away', async () => {
    const redis = await Link.to(redisUrl());
    const node = await town.nodeBehind({ redis });
    redis.cut();
    expect(await town.call(PHONE, NUMBER, NOW, node)).toEqual(professional());
    expect(await town.call(LINE, NUMBER, NOW, node)).toEqual(caller());
    expect(await town.call(STRANGER, NUMBER, NOW, node)).toBeNull();
    await node.stop();
    await redis.close();
  });
});
