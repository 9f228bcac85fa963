import { isWellFormedExtension } from '../../../../src/call-flow/extension.js';
import { api, category, create, listing, switchboardNumber, told, useService } from './resources.js';

useService();

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
