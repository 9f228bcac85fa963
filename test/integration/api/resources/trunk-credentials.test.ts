import { api, category, create, listing, service, switchboardNumber, useService } from './resources.js';

useService();

const trunk = (name: string, settings: object = {}) =>
  create('trunks', { name, host: 'sip.example.com', ...settings });
const secret = { username: 'switchboard', password: 'not-told-again' };

describe("A trunk's credentials", () => {
  it('are set, never told, and removed, and each is noted', async () => {
    const { id } = await trunk('Registering');
    const told = service.exchange.told.length;
    const set = await api('PUT', `trunks/${id}/credentials/ours`, secret);
    expect(set).toMatchObject({ status: 200, body: { set: true, username: 'switchboard' } });
    const { body } = await api('GET', `trunks/${id}`);
    expect(body.credentials).toMatchObject({ ours: { username: 'switchboard' }, theirs: null });
    expect(JSON.stringify([set.body, body])).not.toContain(secret.password);
    expect(await api('DELETE', `trunks/${id}/credentials/ours`)).toMatchObject({ status: 204 });
    expect(await api('DELETE', `trunks/${id}/credentials/ours`)).toMatchObject({ status: 404 });
    expect(await api('PUT', `trunks/${id}/credentials/others`, secret)).toMatchObject({ status: 404 });
    expect(service.exchange.told.length - told).toBe(2);
    const noted = await service.database.query(
      `SELECT action FROM audit_log WHERE subject = $1 ORDER BY seq`,
      [`trunk:${id}`],
    );
    expect(noted.map(({ action }: { action: string }) => action)).toEqual([
      'trunk-added',
      'trunk-credentials-set',
      'trunk-credentials-removed',
    ]);
  });

  it('are needed to register, and stay while it does', async () => {
    const { id } = await trunk('Careful');
    const refused = await api('PATCH', `trunks/${id}`, { registers: true });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ field: 'registers' }] } });
    await api('PUT', `trunks/${id}/credentials/ours`, secret);
    expect(await api('PATCH', `trunks/${id}`, { registers: true })).toMatchObject({ status: 200 });
    const kept = await api('DELETE', `trunks/${id}/credentials/ours`);
    expect(kept).toMatchObject({ status: 409, body: { code: 'in-use' } });
  });

  it("name one carrier only, in characters that a carrier's answer has as they are", async () => {
    const [one, other] = [await trunk('One of two'), await trunk('The other')];
    const theirs = { ...secret, username: 'carrier-of-one' };
    for (const [id, status] of [
      [one.id, 200],
      [one.id, 200],
      [other.id, 409],
    ] as const)
      expect(await api('PUT', `trunks/${id}/credentials/theirs`, theirs)).toMatchObject({ status });
    const quoted = { ...secret, username: 'carrier"of' };
    expect(await api('PUT', `trunks/${other.id}/credentials/theirs`, quoted)).toMatchObject({ status: 422 });
  });
});

describe('A trunk', () => {
  it('encrypts media only where their keys are, now and after a change', async () => {
    const settings = { name: 'Secret', host: 'sip.example.com', media: 'srtp' };
    expect(await api('POST', 'trunks', settings)).toMatchObject({ status: 422 });
    const { id } = await create('trunks', { ...settings, transport: 'tls' });
    expect(await api('PATCH', `trunks/${id}`, { transport: 'udp' })).toMatchObject({ status: 422 });
    expect(await api('PATCH', `trunks/${id}`, { transport: 'udp', media: 'rtp' })).toMatchObject({
      status: 200,
    });
  });

  it('takes no whole number for a destination', async () => {
    const destinations = { allow: ['US', '+44'], refuse: ['+12025550142'] };
    const { status, body } = await api('POST', 'trunks', { name: 'Wary', host: '192.0.2.1', destinations });
    expect(status).toBe(422);
    expect(JSON.stringify(body)).not.toContain('5550142');
  });

  it.each([
    ['switchboard-numbers', () => category().then(({ key }) => switchboardNumber(key))],
    ['pass-through-numbers', () => listing().then(({ id }) => create('pass-through-numbers', dedicated(id)))],
    ['session-numbers', () => create('session-numbers', { number: '+12025550191', label: 'Pool' })],
  ])('stays as long as %s are assigned to it', async (path, publish) => {
    const { id } = await trunk(`Of ${path}`);
    const number = await publish();
    const assign = (trunkId: string | null) => api('PATCH', `${path}/${number.id}`, { trunkId });
    expect(await assign(id)).toMatchObject({ status: 200, body: { trunkId: id } });
    const { status, body } = await api('DELETE', `trunks/${id}`);
    expect({ status, detail: body.detail }).toMatchObject({
      status: 409,
      detail: expect.stringContaining('1 published number is'),
    });
    await assign(null);
    expect(await api('DELETE', `trunks/${id}`)).toMatchObject({ status: 204 });
    expect(await assign(id)).toMatchObject({ status: 422, body: { code: 'reference-unknown' } });
  });
});

const dedicated = (listingId: string) => ({ kind: 'dedicated', listingId, number: '+12025550190' });
