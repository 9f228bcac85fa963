import { startService, type Service } from './service.js';

let service: Service;
let api: Record<'operator' | 'privacy' | 'carriers' | 'both', Service['api']>;

beforeAll(async () => {
  service = await startService();
  api = {
    operator: await service.as('operator'),
    privacy: await service.as('privacy'),
    carriers: await service.as('carriers'),
    both: await service.as('operator', 'privacy'),
  };
}, 30_000);
afterAll(() => service.stop());

const NOBODY = '3fa85f64-5717-4562-b3fc-2c963f66afa6';
const refusals = () =>
  service.database.query(`SELECT * FROM audit_log WHERE action = 'role-refused' ORDER BY seq`);

describe('The roles of API keys', () => {
  it('let a key do what its role is for, and tell others which one it takes and how to get it', async () => {
    for (const [role, path, allowed] of [
      ['operator', 'categories', true],
      ['operator', 'audit-log', false],
      ['privacy', 'categories', false],
      ['privacy', 'audit-log', true],
      ['both', 'categories', true],
      ['both', 'audit-log', true],
      ['operator', 'trunks', true],
      ['carriers', 'categories', false],
    ] as const) {
      const { status, body } = await api[role]('GET', path);
      expect([role, path, status]).toEqual([role, path, allowed ? 200 : 403]);
      if (!allowed) expect(body).toMatchObject({ code: 'role-missing', type: '/docs#role-missing' });
    }
    const { body } = await api.privacy('GET', 'categories');
    expect(body.detail).toBe(
      'It needs a key with the role operator. Make one on the machine itself: ' +
        'npm run keys -- create --name NAME --role operator',
    );
  });

  it('are asked for on every route, one of them', async () => {
    const { paths } = (await service.send('GET', '/docs-json')).body;
    for (const [path, operations] of Object.entries<Record<string, any>>(paths)) {
      if (path.startsWith('/health')) continue;
      for (const [method, operation] of Object.entries(operations)) {
        const needed = operation['x-needs-role'] ?? 'operator';
        const lacking = needed === 'operator' ? api.privacy : api.operator;
        const { status, body } = await lacking(
          method.toUpperCase(),
          path.replace('/api/v1/', '').replaceAll('{id}', NOBODY),
        );
        expect([path, method, status, body.code]).toEqual([path, method, 403, 'role-missing']);
      }
    }
  });

  it('say who connects carriers: whoever does is sent the numbers that are called', async () => {
    const trunk = { name: 'somebody', host: '127.0.0.1', priority: 1 };
    expect(await api.operator('POST', 'trunks', trunk)).toMatchObject({ status: 403 });
    const { status, body } = await api.carriers('POST', 'trunks', trunk);
    expect(status).toBe(201);
    expect(await api.operator('PATCH', `trunks/${body.id}`, { port: 5999 })).toMatchObject({ status: 403 });
    expect(await api.operator('DELETE', `trunks/${body.id}`)).toMatchObject({ status: 403 });
    expect((await refusals()).at(-1)).toMatchObject({ detail: { method: 'DELETE', id: body.id } });
    expect(await api.carriers('DELETE', `trunks/${body.id}`)).toMatchObject({ status: 204 });
  });

  it('leave health and documentation to everybody', async () => {
    for (const path of ['/health/live', '/docs', '/docs-json'])
      expect((await fetch(service.url + path)).status).toBe(200);
  });

  it('that are missed for what is private leave an entry of the attempt', async () => {
    const before = (await refusals()).length;
    await api.operator('GET', 'audit-log');
    await api.privacy('GET', 'categories');
    const [entry, ...others] = (await refusals()).slice(before);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      actor: expect.stringMatching(/^operator \(api-key:[0-9a-f-]{36}\)$/),
      subject: 'switchboard',
      detail: { method: 'GET', route: '/api/v1/audit-log' },
    });
  });
});
