import { api, category, create, listing, service, switchboardNumber, told, useService } from './resources.js';

useService();

describe('Switchboard numbers', () => {
  it('are created with a whole menu, compiled for calls', async () => {
    const { id: categoryId, key } = await category();
    const { id, menu } = await switchboardNumber(key);
    expect(menu).toEqual({
      choices: [{ key: '1', category: key }],
      firstDigitSeconds: 7,
      interDigitSeconds: 4,
      attempts: 3,
      callAgainHours: 24,
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
      callAgainMs: 86_400_000,
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
