import { api, category, consent, create, listing, service, told, useService } from './resources.js';

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

  it('show the consent in force, and keep those withdrawn', async () => {
    const { id } = await consented();
    told();
    expect((await api('GET', `listings/${id}`)).body.consentedAt).toBe('2026-01-02T03:04:05.000Z');
    expect(await api('DELETE', `listings/${id}/consent`)).toMatchObject({ status: 204 });
    expect(told()).toContainEqual({ kind: 'listing', listingId: id });
    expect(await api('DELETE', `listings/${id}/consent`)).toMatchObject({ status: 404 });
    expect((await api('GET', `listings/${id}`)).body.consentedAt).toBeNull();
    expect((await api('GET', `listings/${id}/consents`)).body.items).toMatchObject([
      { withdrawnAt: expect.any(String), withdrawnBy: 'api' },
    ]);
  });

  it('cannot be given a consent by the operator', async () => {
    const { id } = await consented();
    expect(await api('POST', `listings/${id}/consents`, { wording: 'Yes.' })).toMatchObject({ status: 404 });
  });

  it('lose their consent with the line it was said on, and keep it with the same number set again', async () => {
    const { id, professionalId } = await consented();
    const consentedAt = async () => (await api('GET', `listings/${id}`)).body.consentedAt;
    const set = (number: string) => api('PUT', `professionals/${professionalId}/direct-line`, { number });
    await set('+1 202 555 0160');
    expect(await consentedAt()).not.toBeNull();
    await set('+1 202 555 0161');
    expect(await consentedAt()).toBeNull();
    await set('+1 202 555 0160');
    expect(await consentedAt()).toBeNull();
    expect((await api('GET', `listings/${id}/consents`)).body.items).toMatchObject([
      { withdrawnBy: 'line-changed' },
    ]);
  });

  it('leave their consents behind as evidence, not in force', async () => {
    const { id, professionalId } = await consented();
    const { id: second } = await create('listings', { professionalId, categoryId: (await category()).id });
    await consent(second);
    await api('DELETE', `listings/${second}`);
    await api('DELETE', `professionals/${professionalId}`);
    const left = await service.database.query(
      `SELECT listing_id, withdrawn_at IS NULL AS "inForce" FROM consents WHERE professional_id = $1`,
      [professionalId],
    );
    expect(left).toHaveLength(2);
    expect(left).toContainEqual({ listing_id: id, inForce: false });
    expect(left).toContainEqual({ listing_id: second, inForce: false });
  });
});

/** A listing whose professional said yes on +1 202 555 0160. */
async function consented() {
  await service.database.query('DELETE FROM direct_lines');
  const listed = await listing();
  await api('PUT', `professionals/${listed.professionalId}/direct-line`, { number: '+1 202 555 0160' });
  await consent(listed.id);
  return listed;
}
