import { checkDigit } from '../../../src/call-flow/extension.js';
import { CallerNumber } from '../../../src/callers/caller-number.js';
import { Callers } from '../../../src/callers/callers.js';
import { RetentionRun } from '../../../src/retention/retention-run.js';
import {
  api,
  category,
  consent,
  create,
  listing,
  professional,
  service,
  switchboardNumber,
  useService,
} from '../api/resources/resources.js';
import { newPrefix, RoutingNode } from '../routing/node.js';

useService();

const resting = (number: unknown) =>
  service.database.query('SELECT extension, professional_id FROM resting_numbers WHERE number = $1', [
    number,
  ]);

const addExtension = (listingId: string, switchboardNumberId: string) =>
  create('pass-through-numbers', { kind: 'extension', listingId, switchboardNumberId });

describe('An extension that is removed', () => {
  const ways = {
    'by itself': (number: { id: string }) => `pass-through-numbers/${number.id}`,
    'with its listing': (number: Record<string, unknown>) => `listings/${String(number.listingId)}`,
    'with its professional': (_: unknown, professionalId: string) => `professionals/${professionalId}`,
  };

  it.each(Object.entries(ways))('%s rests', async (_, path) => {
    const { id, number } = await switchboardNumber((await category()).key);
    const { id: listingId, professionalId } = await listing();
    const added = await addExtension(listingId, id);
    expect(await resting(number)).toEqual([]);
    expect(await api('DELETE', path(added, professionalId))).toMatchObject({ status: 204 });
    expect(await resting(number)).toEqual([
      { extension: added['extension'], professional_id: professionalId },
    ]);
  });

  it('is not given to anybody else, under the same published number, even if that was removed in between', async () => {
    const { key } = await category();
    const before = await switchboardNumber(key);
    await api('DELETE', `switchboard-numbers/${before.id}`);
    // Every other extension that there could be.
    const half = Array.from({ length: 20_000 }, (_, i) => String(60_000 + 2 * i)).map(
      (d) => d + checkDigit(d),
    );
    await service.database.query(
      `INSERT INTO resting_numbers (number, extension, listing_id, professional_id)
      SELECT $1, unnest($2::text[]), gen_random_uuid(), gen_random_uuid()`,
      [before.number, half],
    );
    const { number, label, menu } = before;
    const { id } = await create('switchboard-numbers', { number, label, menu });
    const { id: listingId } = await listing();
    const given: string[] = [];
    for (let i = 0; i < 20; i++) given.push(String((await addExtension(listingId, id))['extension']));
    expect(given.filter((extension) => half.includes(extension))).toEqual([]);
  });

  it('is to its callers as one that never was', async () => {
    const { id: switchboardNumberId, number } = await switchboardNumber((await category()).key);
    const { id: listingId } = await listing();
    const added = await addExtension(listingId, switchboardNumberId);
    await api('DELETE', `pass-through-numbers/${added.id}`);
    const node = await RoutingNode.start(service.env['DATABASE_URL'] ?? '', newPrefix());
    const find = (extension: string) => {
      const target = { kind: 'extension', switchboardNumberId, extension } as const;
      return node.routing.findLine('call', target, [], new Date(), null);
    };
    expect(await node.routing.findNumber(String(number), null, new Date(), null)).toMatchObject({
      kind: 'menu',
    });
    const answers = [await find(String(added['extension'])), await find('999999')];
    await node.stop();
    expect(answers).toEqual([{ reason: 'not-listed' }, { reason: 'not-listed' }]);
  });
});

describe('A number of its own that is removed', () => {
  let last = 180;
  const publish = (listingId: string, number: string) =>
    api('POST', 'pass-through-numbers', { kind: 'dedicated', listingId, number });

  /** Had by a listing, and removed. */
  async function removed() {
    const number = `+12025550${last++}`;
    const { id: listingId, professionalId } = await listing();
    const { body } = await publish(listingId, number);
    await api('DELETE', `pass-through-numbers/${body.id}`);
    return { number, listingId, professionalId };
  }

  it('leads nowhere', async () => {
    const { number } = await removed();
    const node = await RoutingNode.start(service.env['DATABASE_URL'] ?? '', newPrefix());
    const answer = await node.routing.findNumber(number, null, new Date(), null);
    await node.stop();
    expect(answer).toBeUndefined();
  });

  it('is refused to another professional, to a menu, and to sessions', async () => {
    const { number } = await removed();
    const others = await publish((await listing()).id, number);
    const menu = { choices: [{ key: '1', category: (await category()).key }] };
    const menus = await api('POST', 'switchboard-numbers', { number, label: 'Main', menu });
    const sessions = await api('POST', 'session-numbers', { number, label: 'Sessions' });
    for (const answer of [others, menus, sessions]) {
      expect(answer).toMatchObject({ status: 409, body: { code: 'number-resting' } });
      expect(JSON.stringify(answer.body)).not.toContain('555');
    }
    expect(await resting(number)).toHaveLength(1);
  });

  it('may be given back to its listing, or to another of the same professional', async () => {
    const { number, listingId, professionalId } = await removed();
    const again = await publish(listingId, number);
    expect(again).toMatchObject({ status: 201 });
    expect(await resting(number)).toEqual([]);
    await api('DELETE', `listings/${listingId}`);
    expect(await resting(number)).toEqual([{ extension: null, professional_id: professionalId }]);
    const second = await create('listings', { professionalId, categoryId: (await category()).id });
    expect(await publish(second.id, number)).toMatchObject({ status: 201 });
  });

  it('is not had by both who ask for it at once', async () => {
    const { number, professionalId } = await removed();
    const mine = await create('listings', { professionalId, categoryId: (await category()).id });
    const other = await create('listings', {
      professionalId: (await professional()).id,
      categoryId: (await category()).id,
    });
    const answers = await Promise.all([publish(other.id, number), publish(mine.id, number)]);
    expect(answers.map(({ status }) => status)).toEqual([409, 201]);
  });
});

describe('A number of sessions that is removed', () => {
  let last = 100;
  const CALLER = '+12025550199';
  const publish = (number: string) => api('POST', 'session-numbers', { number, label: 'Sessions' });

  let lines = 160;

  /** A caller and a professional have one for an hour. */
  async function session() {
    const number = `+12025550${last++}`;
    const { body } = await publish(number);
    const { id: listingId, professionalId } = await listing();
    await api('PUT', `professionals/${professionalId}/direct-line`, { number: `+12025550${lines++}` });
    await consent(listingId);
    const endsAt = new Date(Date.now() + 3_600_000).toISOString();
    const { id } = await create('sessions', { callerNumber: CALLER, listingId, endsAt });
    return { id, number, numberId: String(body.id), listingId, professionalId };
  }

  /** Had by a caller and a professional, and removed. */
  async function removed() {
    const { id, number, numberId, listingId } = await session();
    await api('POST', `sessions/${id}/end`);
    expect(await api('DELETE', `session-numbers/${numberId}`)).toMatchObject({ status: 204 });
    return { number, listingId };
  }

  it('is refused to every professional and to a menu, as long as it rests', async () => {
    const { number, listingId } = await removed();
    expect(await resting(number)).toEqual([{ extension: null, professional_id: null }]);
    const dedicated = () => api('POST', 'pass-through-numbers', { kind: 'dedicated', listingId, number });
    const menu = { choices: [{ key: '1', category: (await category()).key }] };
    const menus = await api('POST', 'switchboard-numbers', { number, label: 'Main', menu });
    for (const answer of [await dedicated(), menus]) {
      expect(answer).toMatchObject({ status: 409, body: { code: 'number-resting' } });
      expect(JSON.stringify(answer.body)).not.toContain('555');
    }
    await service.database.query(
      `UPDATE resting_numbers SET created_at = now() - interval '181 days' WHERE number = $1`,
      [number],
    );
    await service.app.get(RetentionRun).run();
    expect(await dedicated()).toMatchObject({ status: 201 });
  });

  it('rests too when the professional who had it was erased or removed before', async () => {
    const { number, numberId, professionalId } = await session();
    await api('DELETE', `professionals/${professionalId}`);
    await api('DELETE', `session-numbers/${numberId}`);
    expect(await resting(number)).toHaveLength(1);
  });

  it('may be one of sessions again at once, and reaches nobody whose session is over', async () => {
    const { number } = await removed();
    expect(await publish(number)).toMatchObject({ status: 201 });
    expect(await resting(number)).toEqual([]);
    const callers = service.app.get(Callers);
    const caller = new CallerNumber(CALLER);
    const known = {
      token: callers.tokenOf(caller),
      line: 'nobody',
      sealed: { keyId: '', ciphertext: '' },
    };
    const node = await RoutingNode.start(service.env['DATABASE_URL'] ?? '', newPrefix());
    const answer = await node.routing.findNumber(number, known, new Date(), null);
    await node.stop();
    expect(answer).toBeUndefined();
  });
});
