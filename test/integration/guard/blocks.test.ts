import type { Caller, Target } from '../../../src/call-flow/plan.js';
import { callerNamed, stranger } from '../routing/callers.js';
import type { Person } from '../routing/directory.js';
import { Link } from '../routing/link.js';
import type { RoutingNode } from '../routing/node.js';
import { NOON, NUMBER, Town } from './town.js';

const DEDICATED = '+12025550101';

describe('A blocked caller', () => {
  let town: Town;
  let toPostgres: Link;
  let node: RoutingNode;
  let other: RoutingNode;
  let people: [Person, Person];
  const caller = callerNamed('somebody who rings at night');
  const category = (): Target => ({ kind: 'category', categoryId: town.category });
  const listing = ({ listingId }: Person): Target => ({ kind: 'listing', listingId });

  const block = async ({ token }: Caller, by: Person | null) => {
    await town.directory.database.query(
      'INSERT INTO blocked_callers (token, professional_id) VALUES ($1, $2)',
      [token, by?.professionalId ?? null],
    );
    await other.changes.changed({ kind: 'blocked-callers', token });
  };
  const unblock = async ({ token }: Caller) => {
    await town.directory.database.query('DELETE FROM blocked_callers WHERE token = $1', [token]);
    await other.changes.changed({ kind: 'blocked-callers', token });
  };
  const arrive = async (by: Caller | null, number = NUMBER) =>
    (await node.routing.findNumber(number, by, NOON, null))?.kind;

  beforeEach(async () => {
    town = await Town.create();
    toPostgres = await Link.to(town.directory.url);
    node = await town.node({}, undefined, toPostgres.url);
    other = await town.node();
    people = (await town.people(2)) as [Person, Person];
    await town.directory.addDedicatedNumber(DEDICATED, people[0].listingId);
  });

  afterEach(async () => {
    await town.remove();
    await toPostgres.close();
  });

  it('of the switchboard is refused at every number, from the next call at every process on', async () => {
    expect([await arrive(caller), await arrive(caller, DEDICATED)]).toEqual(['menu', 'line']);
    await block(caller, null);
    expect(await node.routing.findNumber(NUMBER, caller, NOON, null)).toEqual({
      kind: 'refused',
      number: NUMBER,
      language: 'en',
      rules: expect.anything(),
      words: { goodbye: 'text/so-long' },
      isFromOwnLine: false,
    });
    expect(await arrive(caller, DEDICATED)).toBe('refused');
    expect([await arrive(stranger()), await arrive(null)]).toEqual(['menu', 'menu']);
    expect(await arrive(caller, '+12025550177')).toBeUndefined();
    await unblock(caller);
    expect(await arrive(caller)).toBe('menu');
  });

  it('of the switchboard who is in the menu already gets nobody', async () => {
    expect(await arrive(caller)).toBe('menu');
    await block(caller, null);
    expect(await town.ask(node, category(), caller)).toBe('not-available');
    expect(await town.dial(node, people[0].extension, caller)).toBe('not-available');
  });

  it('of a professional finds that one not available, whichever way, and the others', async () => {
    await block(caller, people[0]);
    expect(await arrive(caller)).toBe('menu');
    expect(await town.dial(node, people[0].extension, caller)).toBe('not-available');
    expect(await town.ask(node, listing(people[0]), caller)).toBe('not-available');
    expect(await town.ask(node, listing(people[1]), caller)).toBe('found');
    const found = await node.routing.findLine('a call', category(), [], NOON, caller);
    expect(found).toMatchObject({ offers: [{ professionalId: people[1].professionalId }] });
    expect(await town.ask(node, category(), caller)).toBe('busy');
    expect(await town.ask(node, category(), stranger())).toBe('found');
  });

  it('hears of a professional who is not available for all alike', async () => {
    await block(caller, people[0]);
    await town.directory.set('professionals', people[1].professionalId, 'away', true);
    const ask = (person: Person) => node.routing.findLine('a call', listing(person), [], NOON, caller);
    expect(await ask(people[0])).toEqual(await ask(people[1]));
  });

  it('stays blocked with Postgres away, and a caller who is not goes on', async () => {
    await block(caller, null);
    const like = { ...stranger(), token: `${caller.token.slice(0, 1)}${stranger().token.slice(1)}` };
    // Somebody else's call has brought the answer for both.
    expect(await arrive(like)).toBe('menu');
    await node.settled();
    toPostgres.cut();
    expect([await arrive(caller), await arrive(like)]).toEqual(['refused', 'menu']);
  });

  it('is put through where nobody can tell: a block spares a call and hides nothing', async () => {
    expect(await arrive(stranger())).toBe('menu');
    await block(caller, null);
    await node.settled();
    toPostgres.cut();
    expect(await arrive(caller)).toBe('menu');
  });

  it('leaves the cache as small as it was', async () => {
    for (let i = 0; i < 300; i++) await node.lookups.blocks(stranger());
    const keys = await node.redis.run((client) => client.keys(`${town.prefix}*blocked*`));
    expect(keys.length).toBeLessThanOrEqual(64);
  });
});

describe('A caller without a number', () => {
  let town: Town;
  let node: RoutingNode;
  let people: [Person, Person];
  const category = (): Target => ({ kind: 'category', categoryId: town.category });

  beforeEach(async () => {
    town = await Town.create();
    node = await town.node();
    people = (await town.people(2)) as [Person, Person];
    await town.directory.set('professionals', people[0].professionalId, 'withheld_numbers', 'refuse');
  });

  afterEach(() => town.remove());

  it('hears that it is wanted, by extension and by dedicated number, even of who is away', async () => {
    const answer = { reason: 'number-withheld', categoryId: town.category };
    const listing: Target = { kind: 'listing', listingId: people[0].listingId };
    expect(await node.routing.findLine('a call', listing, [], NOON, null)).toEqual(answer);
    expect(await town.dial(node, people[0].extension, null)).toBe('number-withheld');
    expect(await town.dial(node, people[1].extension, null)).toBe('found');
    expect(await town.dial(node, people[0].extension, stranger())).toBe('found');
    await town.directory.set('professionals', people[0].professionalId, 'away', true);
    await node.changes.changed({ kind: 'listing', listingId: people[0].listingId });
    expect(await node.routing.findLine('a call', listing, [], NOON, null)).toEqual(answer);
  });

  it('is put through to the others of a category', async () => {
    const found = await node.routing.findLine('a call', category(), [], NOON, null);
    expect(found).toMatchObject({ offers: [{ professionalId: people[1].professionalId }] });
    expect(await node.routing.findLine('next', category(), [people[1].professionalId], NOON, null)).toEqual({
      reason: 'not-available',
      categoryId: town.category,
    });
  });

  it('does not spend the budget with those who want a number', async () => {
    for (let i = 0; i < 10; i++)
      expect(await town.dial(node, people[0].extension, null)).toBe('number-withheld');
  });
});
