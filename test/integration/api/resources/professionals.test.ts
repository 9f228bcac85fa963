import {
  api,
  category,
  create,
  listing,
  professional,
  service,
  switchboardNumber,
  told,
  useService,
} from './resources.js';

useService();

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
