import {
  api,
  category,
  create,
  listing,
  names,
  service,
  switchboardNumber,
  told,
  useService,
} from './resources.js';

useService();

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
