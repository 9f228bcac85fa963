import { create, api, professional, service, useService } from './resources/resources.js';

useService();

describe('The calling policy', () => {
  const line = async (number: string) => {
    const { id } = await professional();
    return api('PUT', `professionals/${id}/direct-line`, { number });
  };

  it('allows the country of the numbers that are published, until it says otherwise', async () => {
    expect((await api('GET', 'calling-policy')).body).toMatchObject({ allow: null, countries: ['US'] });
    expect(await line('+12025550150')).toMatchObject({ status: 200 });
    const { status, body } = await line('+442079460123');
    expect([status, body.code]).toEqual([422, 'destination-refused']);
    expect(await api('PUT', 'calling-policy', { allow: ['US', '+4420'] })).toMatchObject({ status: 200 });
    expect(await line('+442079460123')).toMatchObject({ status: 200 });
  });

  it('is read by operators, and changed by keys for carriers', async () => {
    const operator = await service.as('operator');
    expect(await operator('GET', 'calling-policy')).toMatchObject({ status: 200 });
    expect(await operator('PUT', 'calling-policy', {})).toMatchObject({ status: 403 });
  });

  it('never allows premium-rate numbers, and says so without the number', async () => {
    await api('PUT', 'calling-policy', { allow: ['+1900'] });
    const { status, body } = await line('+19005550100');
    expect([status, body.code]).toEqual([422, 'destination-refused']);
    expect(JSON.stringify(body)).not.toContain('900');
    const noted = await service.database.query(
      `SELECT count(*)::int AS count FROM audit_log WHERE action = 'calling-policy-changed'`,
    );
    expect(noted[0].count).toBeGreaterThan(0);
  });

  it('is told in the metrics, as are trunks, without a number', async () => {
    const { id } = await create('trunks', { name: 'Measured', host: '192.0.2.1' });
    expect(await api('GET', `trunks/${id}`)).toMatchObject({
      body: { health: { state: 'closed', calls: { inProgress: 0 } } },
    });
    const response = await fetch(`${service.url}/api/v1/metrics`, {
      headers: { authorization: `Bearer ${service.key}` },
    });
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text).toMatch(/throughline_calls_live \d/);
    expect(text).toContain('throughline_calls_overload_total{why="too-many"} 3');
    expect(text).toContain('throughline_security_events_total{event="InvalidPassword"} 2');
    expect(text).toMatch(/throughline_lateness_seconds \d/);
    expect(text).not.toMatch(/\+?\d{9,}/);
    expect((await fetch(`${service.url}/api/v1/metrics`)).status).toBe(401);
  });
});
