import { ConsentsService } from '../../../src/consent/consents.service.js';
import { api, consent, listing, professional, service, useService } from '../api/resources/resources.js';

useService();

const noted = async (subject: string) =>
  (await service.database.query('SELECT * FROM audit_log WHERE subject = $1 ORDER BY seq', [subject])).map(
    ({ actor, action, detail }: any) => [actor, action, detail],
  );
const firstKey = async () => {
  const [{ id }] = await service.database.query('SELECT id FROM api_keys');
  return `first key (api-key:${id})`;
};
const consented = async () => {
  const row = await listing();
  await api('PUT', `professionals/${row.professionalId}/direct-line`, { number: '+1 202 555 0161' });
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
      [await firstKey(), 'block-added', { professional: professionalId }],
      [await firstKey(), 'block-removed', { professional: professionalId }],
    ]);
    const log = JSON.stringify(await service.database.query('SELECT * FROM audit_log'));
    expect(log).not.toContain(body.caller);
    expect(log).not.toMatch(/5550162/);
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
