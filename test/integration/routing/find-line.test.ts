import type { Target } from '../../../src/call-flow/plan.js';
import { stranger } from './callers.js';
import { Directory, type Person } from './directory.js';
import { newPrefix, RoutingNode } from './node.js';

const NOW = new Date('2026-03-11T15:00:00Z');

describe('finding a line', () => {
  let directory: Directory;
  let node: RoutingNode;
  let other: RoutingNode;
  let switchboard: string;
  let calls = 0;
  let categories = 0;

  const newCall = () => `call-${++calls}`;
  const newCategory = (strategy?: 'longest-idle' | 'round-robin' | 'all-at-once') =>
    directory.addCategory(`category-${++categories}`, strategy);
  const people = async (category: string, count: number): Promise<Person[]> => {
    const added: Person[] = [];
    for (let i = 0; i < count; i++) added.push(await directory.addPerson(category, switchboard));
    return added;
  };
  const extension = (digits: string): Target => ({
    kind: 'extension',
    switchboardNumberId: switchboard,
    extension: digits,
  });
  const find = (target: Target, except: string[] = [], now = NOW, callId = newCall()) =>
    node.routing.findLine(callId, target, except, now, stranger());
  const whom = (found: Awaited<ReturnType<typeof find>>) =>
    'offers' in found ? found.offers.map(({ professionalId }) => professionalId) : found.reason;

  beforeAll(async () => {
    directory = await Directory.create();
    switchboard = await directory.addSwitchboardNumber('+12025550100');
    const prefix = newPrefix();
    node = await RoutingNode.start(directory.url, prefix);
    other = await RoutingNode.start(directory.url, prefix);
  });

  afterAll(async () => {
    await node.stop();
    await other.stop();
    await directory.remove();
  });

  it('offers the person behind an extension, with all that is needed to ring them', async () => {
    const category = await newCategory();
    const [person] = (await people(category, 1)) as [Person];
    expect(await find(extension(person.extension))).toEqual({
      offers: [
        {
          offerId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          professionalId: person.professionalId,
          listingId: person.listingId,
          categoryId: category,
          acceptance: true,
          whisper: 'text/w-en',
          language: 'en',
          callee: { kind: 'line', lineId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
        },
      ],
    });
  });

  it('gives one answer for wrong, unlisted and withdrawn extensions, and none of them at once', async () => {
    const [unlisted, withdrawn, lineless] = (await people(await newCategory(), 3)) as [
      Person,
      Person,
      Person,
    ];
    await directory.set('listings', unlisted.listingId, 'published', false);
    await directory.withdraw(withdrawn);
    await directory.database.query('DELETE FROM direct_lines WHERE professional_id = $1', [
      lineless.professionalId,
    ]);
    for (const digits of ['999999', unlisted.extension, withdrawn.extension, lineless.extension]) {
      for (const attempt of ['loaded', 'cached']) {
        const began = performance.now();
        expect([attempt, await find(extension(digits))]).toEqual([attempt, { reason: 'not-listed' }]);
        expect(performance.now() - began).toBeGreaterThan(20);
      }
    }
  });

  it('tells closed and away from busy, and says where else to ask', async () => {
    const category = await newCategory();
    const [away, closed, busy] = (await people(category, 3)) as [Person, Person, Person];
    await directory.set('professionals', away.professionalId, 'away', true);
    const mornings = JSON.stringify([{ day: 3, from: 540, until: 660 }]);
    await directory.set('professionals', closed.professionalId, 'working_hours', mornings);
    await find(extension(busy.extension));
    expect(await find(extension(away.extension))).toEqual({ reason: 'not-available', categoryId: category });
    // 11:00 on a Wednesday in New York: the minute at which it closes.
    expect(await find(extension(closed.extension))).toEqual({
      reason: 'not-available',
      categoryId: category,
    });
    expect(await find(extension(busy.extension))).toEqual({ reason: 'busy', categoryId: category });
    expect(whom(await find(extension(closed.extension), [], new Date(NOW.getTime() - 1)))).toEqual([
      closed.professionalId,
    ]);
  });

  it('offers whoever of a category has been idle longest, and nobody twice to one call', async () => {
    const category = await newCategory();
    const [first, second, third] = (await people(category, 3)) as [Person, Person, Person];
    const target: Target = { kind: 'category', categoryId: category };
    const spoken: [Person, number][] = [
      [first, 30],
      [second, 10],
      [third, 20],
    ];
    for (const [person, minute] of spoken) {
      const callId = newCall();
      await find({ kind: 'listing', listingId: person.listingId }, [], NOW, callId);
      await node.routing.release(callId, [person.professionalId], new Date(NOW.getTime() + minute * 60_000));
    }
    expect(whom(await find(target, [second.professionalId]))).toEqual([third.professionalId]);
    expect(whom(await find(target))).toEqual([second.professionalId]);
    expect(whom(await find(target))).toEqual([first.professionalId]);
    expect(whom(await find(target))).toBe('busy');
    expect(
      whom(
        await find(
          target,
          [first, second, third].map((person) => person.professionalId),
        ),
      ),
    ).toBe('not-available');
  });

  it('goes round: whoever was offered a call longest ago is next, answered or not', async () => {
    const category = await newCategory('round-robin');
    const three = (await people(category, 3)).map(({ professionalId }) => professionalId);
    const offered: unknown[] = [];
    for (let turn = 0; turn < 6; turn++) {
      const callId = newCall();
      const now = new Date(NOW.getTime() + turn * 1000);
      const ids = whom(await find({ kind: 'category', categoryId: category }, [], now, callId));
      offered.push(ids);
      await other.routing.release(callId, ids as string[], null);
      await node.routing.release(callId, ids as string[], null);
    }
    expect(offered).toEqual([...three, ...three].map((id) => [id]));
  });

  it('offers up to five at once', async () => {
    const category = await newCategory('all-at-once');
    await people(category, 7);
    const target: Target = { kind: 'category', categoryId: category };
    expect(whom(await find(target))).toHaveLength(5);
    expect(whom(await find(target))).toHaveLength(2);
    expect(whom(await find(target))).toBe('busy');
  });

  it('gives 200 callers at two processes nobody twice', async () => {
    const category = await newCategory();
    const ids = (await people(category, 40)).map(({ professionalId }) => professionalId);
    const target: Target = { kind: 'category', categoryId: category };
    const found = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        (i % 2 ? node : other).routing.findLine(newCall(), target, [], NOW, null),
      ),
    );
    const offered = found
      .flatMap((answer) => ('offers' in answer ? answer.offers : []))
      .map((offer) => offer.professionalId);
    expect(offered.sort()).toEqual(ids.sort());
    expect(found.filter((answer) => 'reason' in answer && answer.reason === 'busy')).toHaveLength(160);
  });

  it('takes a reservation back from its own call only', async () => {
    const [person] = (await people(await newCategory(), 1)) as [Person];
    const callId = newCall();
    await find(extension(person.extension), [], NOW, callId);
    await node.routing.release(newCall(), [person.professionalId], null);
    await other.routing.release(newCall(), [person.professionalId], null);
    expect(whom(await find(extension(person.extension)))).toBe('busy');
    expect(whom(await other.routing.findLine(newCall(), extension(person.extension), [], NOW, null))).toBe(
      'busy',
    );
    await node.routing.release(callId, [person.professionalId], null);
    const [again] = await Promise.all([
      other.routing.findLine(newCall(), extension(person.extension), [], NOW, null),
    ]);
    expect(whom(again)).toEqual([person.professionalId]);
  });

  it('follows a listing into another category before that category was told', async () => {
    const [before, after] = [await newCategory(), await newCategory()];
    const [person] = (await people(before, 1)) as [Person];
    const target: Target = { kind: 'category', categoryId: before };
    await node.lookups.category(before);
    await directory.set('listings', person.listingId, 'category_id', after);
    await node.changes.changed({ kind: 'listing', listingId: person.listingId });
    expect(whom(await find(target))).toBe('not-available');
  });

  it('has nobody in a category that is not there', async () => {
    expect(whom(await find({ kind: 'category', categoryId: '00000000-0000-4000-8000-000000000000' }))).toBe(
      'not-listed',
    );
  });
});
