import { inspect } from 'node:util';
import { jest } from '@jest/globals';
import pg from 'pg';
import { isWellFormedExtension } from '../../../src/call-flow/extension.js';
import { startService, type Answer, type Service } from './service.js';

let service: Service;
const api: Service['api'] = (...args) => service.api(...args);
const told = () => service.routing.told.splice(0);

beforeAll(async () => (service = await startService()), 30_000);
afterAll(() => service.stop());
beforeEach(() => void told());

const names = { en: 'insurance', zh: '保险' };
/** What was created: of its fields, those are named here that paths are made of. */
interface Row extends Record<string, unknown> {
  id: string;
  key: string;
  professionalId: string;
  categoryId: string;
}

const create = async (path: string, body: object): Promise<Row> => {
  const answer = await api('POST', path, body);
  expect(answer).toMatchObject({ status: 201 });
  return answer.body;
};
let keys = 0;
const category = () => create('categories', { key: `category-${++keys}`, names });
const professional = () => create('professionals', { displayName: 'Doctor 1', timeZone: 'Europe/Berlin' });
const listing = async () => {
  const [{ id: professionalId }, { id: categoryId }] = [await professional(), await category()];
  return create('listings', { professionalId, categoryId });
};
let numbers = 120;
const switchboardNumber = async (categoryKey: unknown) =>
  create('switchboard-numbers', {
    number: `+1 202 555 0${numbers++}`,
    label: 'Main',
    menu: { choices: [{ key: '1', category: categoryKey }] },
  });

describe('Categories', () => {
  it('are created with defaults, read, listed, changed and removed', async () => {
    const { id, ...created } = await create('categories', { key: 'insurance', names });
    expect(created).toEqual({
      key: 'insurance',
      names,
      strategy: 'longest-idle',
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    });
    expect(await api('GET', `categories/${id}`)).toMatchObject({
      status: 200,
      body: { id, key: 'insurance' },
    });
    expect((await api('GET', 'categories')).body.items.map((item: { id: string }) => item.id)).toContain(id);
    const changed = await api('PATCH', `categories/${id}`, { strategy: 'round-robin' });
    expect(changed).toMatchObject({ status: 200, body: { strategy: 'round-robin', names } });
    expect(told()).toEqual([{ kind: 'category', categoryId: id }]);
    expect(await api('DELETE', `categories/${id}`)).toMatchObject({ status: 204 });
    expect(await api('GET', `categories/${id}`)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it('have keys of their own', async () => {
    const { key } = await category();
    expect(await api('POST', 'categories', { key, names })).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
  });

  it('that a listing or a menu uses stay', async () => {
    const { categoryId } = await listing();
    expect(await api('DELETE', `categories/${categoryId}`)).toMatchObject({
      status: 409,
      body: { code: 'in-use' },
    });
    const { id, key } = await category();
    const { number } = await switchboardNumber(key);
    expect(await api('DELETE', `categories/${id}`)).toMatchObject({ status: 409, body: { code: 'in-use' } });
    expect((await api('DELETE', `categories/${id}`)).body.detail).toContain(number);
  });

  it('that are renamed are said by their new name in every menu, for the next call', async () => {
    const { id, key } = await category();
    const { id: numberId, number } = await switchboardNumber(key);
    told();
    await api('PATCH', `categories/${id}`, { names: { en: 'travel', zh: '旅行' } });
    const [row] = await service.database.query('SELECT compiled FROM switchboard_numbers WHERE id = $1', [
      numberId,
    ]);
    expect(row.compiled.menu.choices).toMatchObject([
      { prompt: 'text/en: For travel, press 1.', invitation: expect.stringContaining('Travel.') },
    ]);
    expect(told()).toEqual([
      { kind: 'category', categoryId: id },
      { kind: 'number', number },
    ]);
  });
});

describe('Professionals', () => {
  it('are created with defaults, read, listed, changed and removed', async () => {
    const { id, ...created } = await professional();
    expect(created).toMatchObject({ away: false, acceptance: true, language: 'en' });
    expect(created['workingHours']).toHaveLength(7);
    const changed = await api('PATCH', `professionals/${id}`, { away: true, workingHours: [] });
    expect(changed).toMatchObject({
      status: 200,
      body: { away: true, workingHours: [], displayName: 'Doctor 1' },
    });
    expect(
      (await api('GET', 'professionals?limit=200')).body.items.map((item: { id: string }) => item.id),
    ).toContain(id);
    expect(await api('DELETE', `professionals/${id}`)).toMatchObject({ status: 204 });
    expect(await api('GET', `professionals/${id}`)).toMatchObject({ status: 404 });
  });

  it('tell routing of all their listings', async () => {
    const { id: listingId, professionalId, categoryId } = await listing();
    told();
    await api('PATCH', `professionals/${professionalId}`, { away: true });
    expect(told()).toEqual([
      { kind: 'listing', listingId },
      { kind: 'category', categoryId },
    ]);
  });

  it('go with all that is theirs', async () => {
    const { id: listingId, professionalId, categoryId } = await listing();
    const { key } = await category();
    const { id: switchboardNumberId } = await switchboardNumber(key);
    const { id, extension } = await create('pass-through-numbers', {
      kind: 'extension',
      listingId,
      switchboardNumberId,
    });
    await api('PUT', `professionals/${professionalId}/direct-line`, { number: '+1 202 555 0151' });
    told();
    expect(await api('DELETE', `professionals/${professionalId}`)).toMatchObject({ status: 204 });
    expect(told()).toEqual([
      { kind: 'listing', listingId },
      { kind: 'category', categoryId },
      { kind: 'extension', switchboardNumberId, extension },
      { kind: 'direct-line', professionalId },
    ]);
    expect(await api('GET', `pass-through-numbers/${id}`)).toMatchObject({ status: 404 });
    expect(
      await service.database.query('SELECT id FROM direct_lines WHERE professional_id = $1', [
        professionalId,
      ]),
    ).toEqual([]);
  });
});

describe('Direct lines', () => {
  const line = (id: string) => `professionals/${id}/direct-line`;

  it('are set and replaced, and never read back', async () => {
    const { id } = await professional();
    expect(await api('GET', line(id))).toMatchObject({ status: 404 });
    const set = await api('PUT', line(id), { number: '+1 202 555 0152' });
    expect(set).toMatchObject({ status: 200, body: { set: true } });
    expect(Object.keys(set.body).sort()).toEqual(['set', 'updatedAt']);
    const [before] = await service.database.query('SELECT * FROM direct_lines WHERE professional_id = $1', [
      id,
    ]);
    await api('PUT', line(id), { number: '+1 202 555 0153' });
    const [after, ...others] = await service.database.query(
      'SELECT * FROM direct_lines WHERE professional_id = $1',
      [id],
    );
    expect(others).toEqual([]);
    expect(after.id).not.toBe(before.id);
    expect(after.number_index).not.toEqual(before.number_index);
    expect(after.created_at).toEqual(before.created_at);
    expect(told()).toEqual([
      { kind: 'direct-line', professionalId: id },
      { kind: 'direct-line', professionalId: id },
    ]);
    expect(await api('DELETE', line(id))).toMatchObject({ status: 204 });
    expect(await api('DELETE', line(id))).toMatchObject({ status: 404 });
  });

  it('do not go to the database in clear', async () => {
    const { id } = await professional();
    const sent = jest.spyOn(pg.Client.prototype, 'query');
    await api('PUT', line(id), { number: '+1 202 555 0157' });
    const queries = JSON.stringify(sent.mock.calls.map((args) => inspect(args, { depth: 4 })));
    sent.mockRestore();
    expect(queries).toContain('direct_lines');
    expect(queries).not.toContain('5550157');
  });

  it('may be set again to the same number', async () => {
    const { id } = await professional();
    await api('PUT', line(id), { number: '+1 202 555 0154' });
    expect(await api('PUT', line(id), { number: '+12025550154' })).toMatchObject({ status: 200 });
  });

  it('are nobody else’s, and no published number', async () => {
    await api('PUT', line((await professional()).id), { number: '+1 202 555 0155' });
    const { id } = await professional();
    const shared = await api('PUT', line(id), { number: '+1 202 555 0155' });
    expect(shared).toMatchObject({ status: 409, body: { code: 'number-taken' } });
    const { number } = await switchboardNumber((await category()).key);
    expect(await api('PUT', line(id), { number })).toMatchObject({
      status: 409,
      body: { code: 'number-taken' },
    });
  });

  it('are never published, and no answer tells that they are somebody’s', async () => {
    const number = '+12025550158';
    const { id: listingId } = await listing();
    const menu = { choices: [{ key: '1', category: (await category()).key }] };
    const publish = (given: string) =>
      Promise.all([
        api('POST', 'switchboard-numbers', { number: given, label: 'Main', menu }),
        api('POST', 'pass-through-numbers', { kind: 'dedicated', listingId, number: given }),
      ]);
    await api('PUT', line((await professional()).id), { number });
    const sent = jest.spyOn(pg.Client.prototype, 'query');
    const hidden = await publish(number);
    const queries = JSON.stringify(sent.mock.calls.map((args) => inspect(args, { depth: 4 })));
    sent.mockRestore();
    const { number: published } = await switchboardNumber((await category()).key);
    const taken = await publish(String(published));
    expect(hidden.map(({ status }) => status)).toEqual([409, 409]);
    const problem = ({ body: { request: _, ...rest } }: Answer) => rest;
    expect(hidden.map(problem)).toEqual(taken.map(problem));
    expect(queries).not.toContain('5550158');
  });

  it('that are set and published at once are one of both', async () => {
    const { id: listingId } = await listing();
    const people = await Promise.all([professional(), professional(), professional()]);
    const answers = await Promise.all(
      people.flatMap(({ id }, i) => [
        api('PUT', line(id), { number: `+1202555017${4 + i}` }),
        api('POST', 'pass-through-numbers', { kind: 'dedicated', listingId, number: `+1202555017${4 + i}` }),
      ]),
    );
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(3);
  });

  it('belong to a professional', async () => {
    const answer = await api('PUT', line('3fa85f64-5717-4562-b3fc-2c963f66afa6'), {
      number: '+1 202 555 0156',
    });
    expect(answer).toMatchObject({ status: 404 });
  });
});

describe('Listings and consents', () => {
  it('are unpublished and without consent until somebody says otherwise', async () => {
    const { id, professionalId, categoryId, ...created } = await listing();
    expect(created).toMatchObject({ published: false, consentedAt: null });
    expect(told()).toEqual([
      { kind: 'listing', listingId: id },
      { kind: 'category', categoryId },
    ]);
    expect(await api('PATCH', `listings/${id}`, { published: true })).toMatchObject({
      body: { published: true },
    });
    expect((await api('GET', `listings?professionalId=${professionalId}`)).body.items).toMatchObject([
      { id },
    ]);
    expect((await api('GET', `listings?categoryId=${categoryId}`)).body.items).toMatchObject([{ id }]);
    expect(await api('DELETE', `listings/${id}`)).toMatchObject({ status: 204 });
    expect(await api('DELETE', `listings/${id}`)).toMatchObject({ status: 404 });
  });

  it('are one for a professional and a category', async () => {
    const { professionalId, categoryId } = await listing();
    const again = await api('POST', 'listings', { professionalId, categoryId });
    expect(again).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  it('refer to what exists', async () => {
    const { id: categoryId } = await category();
    const answer = await api('POST', 'listings', {
      professionalId: '3fa85f64-5717-4562-b3fc-2c963f66afa6',
      categoryId,
    });
    expect(answer).toMatchObject({ status: 422, body: { code: 'reference-unknown' } });
  });

  it('have one consent in force, and keep those withdrawn', async () => {
    const { id } = await listing();
    told();
    const given = await api('POST', `listings/${id}/consents`, {
      wording: 'Yes.',
      givenAt: '2026-01-02T03:04:05Z',
    });
    expect(given).toMatchObject({
      status: 201,
      body: { method: 'operator', givenAt: '2026-01-02T03:04:05.000Z' },
    });
    expect(told()).toContainEqual({ kind: 'listing', listingId: id });
    expect((await api('GET', `listings/${id}`)).body.consentedAt).toBe('2026-01-02T03:04:05.000Z');
    const second = await api('POST', `listings/${id}/consents`, { wording: 'Yes.' });
    expect(second).toMatchObject({ status: 409, body: { code: 'consent-in-force' } });
    told();
    expect(await api('DELETE', `listings/${id}/consent`)).toMatchObject({ status: 204 });
    expect(told()).toContainEqual({ kind: 'listing', listingId: id });
    expect(await api('DELETE', `listings/${id}/consent`)).toMatchObject({ status: 404 });
    expect((await api('GET', `listings/${id}`)).body.consentedAt).toBeNull();
    expect((await api('GET', `listings/${id}/consents`)).body.items).toMatchObject([
      { withdrawnAt: expect.any(String) },
    ]);
  });

  it('take no consent from the future', async () => {
    const { id } = await listing();
    const answer = await api('POST', `listings/${id}/consents`, {
      wording: 'Yes.',
      givenAt: '2999-01-01T00:00:00Z',
    });
    expect(answer).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'givenAt', message: 'lies in the future' }] },
    });
  });
});

describe('Switchboard numbers', () => {
  it('are created with a whole menu, compiled for calls', async () => {
    const { id: categoryId, key } = await category();
    const { id, menu } = await switchboardNumber(key);
    expect(menu).toEqual({
      choices: [{ key: '1', category: key }],
      firstDigitSeconds: 7,
      interDigitSeconds: 4,
      attempts: 3,
      ringSeconds: 25,
      callerHears: 'ringing',
      mostTries: 3,
      longestMinutes: 120,
    });
    const [row] = await service.database.query('SELECT compiled FROM switchboard_numbers WHERE id = $1', [
      id,
    ]);
    expect(row.compiled).toEqual({
      menu: {
        switchboardNumberId: id,
        greeting: 'greeting',
        choices: [
          {
            key: '1',
            categoryId,
            prompt: 'text/en: For insurance, press 1.',
            invitation: expect.stringMatching(/^text\/en: Insurance\./),
          },
        ],
        firstDigitMs: 7000,
        interDigitMs: 4000,
        attempts: 3,
      },
      rules: { ringMs: 25_000, callerHears: 'ringing', mostTries: 3, longestMs: 7_200_000 },
      words: {},
    });
  });

  it('change for the next call, the menu as a whole', async () => {
    const { key } = await category();
    const { id, number } = await switchboardNumber(key);
    told();
    const menu = {
      greeting: 'Good day.',
      choices: [{ key: '2', category: key, text: 'Press two.' }],
      attempts: 5,
    };
    const changed = await api('PATCH', `switchboard-numbers/${id}`, { menu });
    expect(changed).toMatchObject({
      status: 200,
      body: { number, label: 'Main', menu: { ...menu, firstDigitSeconds: 7 } },
    });
    const [row] = await service.database.query('SELECT compiled FROM switchboard_numbers WHERE id = $1', [
      id,
    ]);
    expect(row.compiled.menu).toMatchObject({
      greeting: 'text/en: Good day.',
      choices: [{ prompt: 'text/en: Press two.' }],
    });
    expect(told()).toEqual([{ kind: 'number', number }]);
  });

  it('say what else there is to say in the operator’s words', async () => {
    const { key } = await category();
    const { id } = await switchboardNumber(key);
    const menu = {
      choices: [{ key: '1', category: key, invitation: 'Whom would you like?' }],
      prompts: { goodbye: 'So long.', 'line-busy': 'They are talking.' },
    };
    const changed = await api('PATCH', `switchboard-numbers/${id}`, { menu });
    expect(changed).toMatchObject({ status: 200, body: { menu } });
    const [row] = await service.database.query('SELECT compiled FROM switchboard_numbers WHERE id = $1', [
      id,
    ]);
    expect(row.compiled).toMatchObject({
      menu: { choices: [{ invitation: 'text/en: Whom would you like?' }] },
      words: { goodbye: 'text/en: So long.', 'line-busy': 'text/en: They are talking.' },
    });
  });

  it('speak the other language when told to, with the same menu', async () => {
    const { id } = await switchboardNumber((await category()).key);
    await api('PATCH', `switchboard-numbers/${id}`, { language: 'zh' });
    const [row] = await service.database.query('SELECT compiled FROM switchboard_numbers WHERE id = $1', [
      id,
    ]);
    expect(row.compiled.menu.choices[0].prompt).toBe('text/zh: 保险，请按 1。');
  });

  it('that lead to extensions stay', async () => {
    const { id: switchboardNumberId } = await switchboardNumber((await category()).key);
    const { id: listingId } = await listing();
    await create('pass-through-numbers', { kind: 'extension', listingId, switchboardNumberId });
    const removed = await api('DELETE', `switchboard-numbers/${switchboardNumberId}`);
    expect(removed).toMatchObject({ status: 409, body: { code: 'in-use' } });
  });

  it('are removed', async () => {
    const { id, number } = await switchboardNumber((await category()).key);
    told();
    expect(await api('DELETE', `switchboard-numbers/${id}`)).toMatchObject({ status: 204 });
    expect(told()).toEqual([{ kind: 'number', number }]);
    expect(
      (await api('GET', 'switchboard-numbers?limit=200')).body.items.map((n: { id: string }) => n.id),
    ).not.toContain(id);
  });

  it('keep their old menu when the new one cannot be said', async () => {
    const { id, menu } = await switchboardNumber((await category()).key);
    const answer = await api('PATCH', `switchboard-numbers/${id}`, {
      menu: { ...(menu as object), greeting: 'unspeakable' },
    });
    expect(answer).toMatchObject({ status: 422, body: { code: 'prompt-invalid' } });
    expect((await api('GET', `switchboard-numbers/${id}`)).body.menu).toEqual(menu);
  });
});

describe('Pass-through numbers', () => {
  it('get well-formed extensions that no other has', async () => {
    const { id: switchboardNumberId } = await switchboardNumber((await category()).key);
    const { id: listingId } = await listing();
    const created = await Promise.all(
      Array.from({ length: 20 }, () =>
        create('pass-through-numbers', { kind: 'extension', listingId, switchboardNumberId }),
      ),
    );
    const extensions = created.map(({ extension }) => String(extension));
    expect(new Set(extensions).size).toBe(20);
    expect(extensions.every(isWellFormedExtension)).toBe(true);
    expect(told()).toContainEqual({ kind: 'extension', switchboardNumberId, extension: extensions[0] });
    const listed = await api('GET', `pass-through-numbers?switchboardNumberId=${switchboardNumberId}`);
    expect(listed.body.items).toHaveLength(20);
  });

  it('may be numbers of their own, with their own rules', async () => {
    const { id: listingId } = await listing();
    told();
    const { id, ...created } = await create('pass-through-numbers', {
      kind: 'dedicated',
      listingId,
      number: '+1 (202) 555-0109',
      ringing: { ringSeconds: 40 },
    });
    expect(created).toMatchObject({
      number: '+12025550109',
      language: 'en',
      ringing: { ringSeconds: 40, callerHears: 'ringing', mostTries: 3, longestMinutes: 120 },
      extension: null,
      switchboardNumberId: null,
    });
    const changed = await api('PATCH', `pass-through-numbers/${id}`, { language: 'zh' });
    expect(changed).toMatchObject({ status: 200, body: { language: 'zh', ringing: { ringSeconds: 40 } } });
    expect(await api('DELETE', `pass-through-numbers/${id}`)).toMatchObject({ status: 204 });
    expect(told()).toEqual(Array(3).fill({ kind: 'number', number: '+12025550109' }));
  });

  it('lead to one place only, whichever kind was first', async () => {
    const { id: listingId } = await listing();
    const { number } = await switchboardNumber((await category()).key);
    const dedicated = await api('POST', 'pass-through-numbers', { kind: 'dedicated', listingId, number });
    expect(dedicated).toMatchObject({ status: 409, body: { code: 'number-taken' } });
    await create('pass-through-numbers', { kind: 'dedicated', listingId, number: '+1 202 555 0108' });
    const menu = { choices: [{ key: '1', category: (await category()).key }] };
    const second = await api('POST', 'switchboard-numbers', {
      number: '+1 202 555 0108',
      label: 'Second',
      menu,
    });
    expect(second).toMatchObject({ status: 409, body: { code: 'number-taken' } });
  });

  it('that are published twice at once are published once', async () => {
    const { id: listingId } = await listing();
    const body = { kind: 'dedicated', listingId, number: '+1 202 555 0107' };
    const answers = await Promise.all([1, 2, 3, 4].map(() => api('POST', 'pass-through-numbers', body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });

  it('that are published as both kinds at once are published as one', async () => {
    const { id: listingId } = await listing();
    const { key } = await category();
    const published = await Promise.all(
      ['+12025550170', '+12025550171', '+12025550172'].flatMap((number) => [
        api('POST', 'pass-through-numbers', { kind: 'dedicated', listingId, number }),
        api('POST', 'switchboard-numbers', {
          number,
          label: 'Main',
          menu: { choices: [{ key: '1', category: key }] },
        }),
      ]),
    );
    expect(published.map(({ status }) => status).sort()).toEqual([201, 201, 201, 409, 409, 409]);
  });

  it('that are extensions have nothing to change', async () => {
    const { id: switchboardNumberId } = await switchboardNumber((await category()).key);
    const { id: listingId } = await listing();
    const { id } = await create('pass-through-numbers', {
      kind: 'extension',
      listingId,
      switchboardNumberId,
    });
    expect(await api('PATCH', `pass-through-numbers/${id}`, { language: 'zh' })).toMatchObject({
      status: 422,
    });
  });
});

describe('Trunks', () => {
  it('are created with defaults, read, listed, changed and removed, and the exchange is told', async () => {
    const { id, ...created } = await create('trunks', {
      name: 'Carrier',
      host: 'sip.example.com',
      match: ['192.0.2.1', '192.0.2.0/28', '192.0.2.7:5062'],
    });
    expect(created).toMatchObject({
      port: 5060,
      transport: 'udp',
      priority: 100,
      enabled: true,
      codecs: ['ulaw', 'alaw'],
    });
    expect(await api('PATCH', `trunks/${id}`, { enabled: false })).toMatchObject({
      body: { enabled: false, host: 'sip.example.com' },
    });
    expect((await api('GET', 'trunks')).body.items).toMatchObject([{ id }]);
    expect(await api('GET', `trunks/${id}`)).toMatchObject({ status: 200 });
    expect(await api('POST', 'trunks', { name: 'Carrier', host: '192.0.2.9' })).toMatchObject({
      status: 409,
    });
    expect(await api('DELETE', `trunks/${id}`)).toMatchObject({ status: 204 });
    expect(service.exchange.told).toEqual([id, id, id]);
    expect(told()).toEqual(Array(3).fill({ kind: 'trunks' }));
  });
});
