import { ConsentsService } from '../../../src/consent/consents.service.js';
import { Professionals } from '../../../src/call-runtime/ports.js';
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

useService();

const noted = async (subject: string) =>
  (await service.database.query('SELECT * FROM audit_log WHERE subject = $1 ORDER BY seq', [subject])).map(
    ({ actor, action, detail }: any) => [actor, action, detail],
  );
const firstKey = async () => {
  const [{ id }] = await service.database.query('SELECT id FROM api_keys');
  return `first key (api-key:${id})`;
};
let lines = 170;
const consented = async () => {
  const row = await listing();
  await api('PUT', `professionals/${row.professionalId}/direct-line`, { number: `+12025550${lines++}` });
  await consent(row.id);
  return row;
};

describe('In the audit log stands', () => {
  it('who set and removed a direct line, and not which', async () => {
    const { id } = await professional();
    await api('PUT', `professionals/${id}/direct-line`, { number: '+1 202 555 0160' });
    await api('DELETE', `professionals/${id}/direct-line`);
    await api('DELETE', `professionals/${id}/direct-line`);
    expect(await noted(`professional:${id}`)).toEqual([
      [await firstKey(), 'professional-added', {}],
      [await firstKey(), 'direct-line-set', {}],
      [await firstKey(), 'direct-line-removed', {}],
    ]);
    expect(JSON.stringify(await service.database.query('SELECT * FROM audit_log'))).not.toMatch(/5550160/);
  });

  it('who blocked a caller and put one through again, and neither number nor pseudonym', async () => {
    const { id: professionalId } = await professional();
    const number = '+1 202 555 0162';
    const { body } = await api('POST', 'blocked-callers', { number, professionalId });
    await api('DELETE', `blocked-callers/${body.id}`);
    expect(await noted(`blocked-caller:${body.id}`)).toEqual([
      [await firstKey(), 'block-added', { by: 'number', professional: professionalId }],
      [await firstKey(), 'block-removed', { professional: professionalId }],
    ]);
    const log = JSON.stringify(await service.database.query('SELECT * FROM audit_log'));
    expect(log).not.toMatch(/[\w-]{43}/);
    expect(log).not.toMatch(/5550162/);
  });

  it('who changed whom callers reach, and by whom it was so long after everything is gone', async () => {
    const { id, professionalId } = await listing();
    const by = await firstKey();
    await api('PATCH', `listings/${id}`, { published: true });
    await api('PATCH', `professionals/${professionalId}`, { away: true, displayName: 'Doctor 2' });
    await service.app.get(Professionals).change(professionalId, 'available');
    await api('DELETE', `listings/${id}`);
    await api('DELETE', `professionals/${professionalId}`);
    await api('DELETE', `professionals/${professionalId}`);
    expect(await noted(`professional:${professionalId}`)).toEqual([
      [by, 'professional-added', {}],
      [by, 'listing-added', { listing: id, published: false }],
      [by, 'listing-changed', { listing: id, published: true }],
      [by, 'professional-changed', { fields: ['displayName', 'away'] }],
      ['phone', 'professional-changed', { fields: ['away'] }],
      [by, 'listing-removed', { listing: id }],
      [by, 'professional-removed', {}],
    ]);
  });

  it('who published and removed a number, and for whom', async () => {
    const { id } = await listing();
    const { id: menu } = await switchboardNumber((await category()).key);
    const { id: pool } = await create('session-numbers', { number: '+12025550163', label: 'Pool' });
    const given = { listingId: id, kind: 'dedicated', number: '+12025550164' };
    const { id: own } = await create('pass-through-numbers', given);
    const { id: extension } = await create('pass-through-numbers', {
      listingId: id,
      kind: 'extension',
      switchboardNumberId: menu,
    });
    const expected: [kind: string, id: string, detail: object][] = [
      ['pass-through-number', own, { listing: id }],
      ['pass-through-number', extension, { listing: id }],
      ['session-number', pool, {}],
      ['switchboard-number', menu, {}],
    ];
    for (const [kind, number] of expected) await api('DELETE', `${kind}s/${number}`);
    for (const [kind, number, detail] of expected)
      expect(await noted(`${kind}:${number}`)).toEqual([
        [await firstKey(), 'number-published', detail],
        [await firstKey(), 'number-removed', detail],
      ]);
  });

  it('who added, renamed and removed a category, and nothing of a change that was refused', async () => {
    const { id, key } = await category();
    await api('PATCH', `categories/${id}`, { names: { en: 'Doctors', zh: '医生' } });
    expect((await api('PATCH', `categories/${id}`, { names: { en: '' } })).status).toBe(422);
    const { id: menu } = await switchboardNumber(key);
    expect((await api('DELETE', `categories/${id}`)).status).toBe(409);
    await api('DELETE', `switchboard-numbers/${menu}`);
    await api('DELETE', `categories/${id}`);
    expect(await noted(`category:${id}`)).toEqual([
      [await firstKey(), 'category-added', {}],
      [await firstKey(), 'category-changed', { fields: ['names'] }],
      [await firstKey(), 'category-removed', {}],
    ]);
  });

  it('who made a session and who ended it, once', async () => {
    await create('session-numbers', { number: '+12025550165', label: 'Pool' });
    const { id: listingId, professionalId } = await consented();
    const session = { callerNumber: '+12025550166', listingId };
    const endsAt = new Date(Date.now() + 3_600_000).toISOString();
    const { id } = await create('sessions', { ...session, endsAt });
    for (const _ of [1, 2]) await api('POST', `sessions/${id}/end`);
    const detail = { listing: listingId, professional: professionalId };
    expect(await noted(`session:${id}`)).toEqual([
      [await firstKey(), 'session-created', detail],
      [await firstKey(), 'session-ended', detail],
    ]);
  });

  it('nothing that was not done', async () => {
    const { id: professionalId } = await professional();
    await service.database.query(
      `INSERT INTO legal_holds (professional_id, reason) VALUES ($1, 'A court asked for it')`,
      [professionalId],
    );
    expect((await api('DELETE', `professionals/${professionalId}`)).status).toBe(409);
    expect(await noted(`professional:${professionalId}`)).toHaveLength(1);
  });

  it('who withdrew a consent, by API and by phone', async () => {
    const one = await consented();
    await api('DELETE', `listings/${one.id}/consent`);
    await api('DELETE', `listings/${one.id}/consent`);
    expect(await noted(`listing:${one.id}`)).toEqual([
      [await firstKey(), 'consent-withdrawn', { listings: 1 }],
    ]);
    await consent(one.id);
    await service.app.get(ConsentsService).withdrawAll(one.professionalId);
    expect(await noted(`professional:${one.professionalId}`)).toContainEqual([
      'phone',
      'consent-withdrawn',
      { listings: 1 },
    ]);
  });
});
