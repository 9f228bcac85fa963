import { api, category, listing, told, useService } from './resources.js';

useService();

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
