import { HealthChecks } from '../../../src/health/health-checks.js';
import { startService, type Service } from './service.js';

let service: Service;
let isThere = true;

beforeAll(async () => {
  service = await startService();
  service.app.get(HealthChecks).add('part', async () => isThere);
}, 30_000);
afterAll(() => service.stop());

/** What is logged while `work` is done, and its last request is told of. */
async function logged(work: () => Promise<unknown>): Promise<any[]> {
  const from = service.log.length;
  await work();
  const lines = () => service.log.slice(from).map((line) => JSON.parse(line));
  while (!lines().some(({ res }) => res)) await new Promise(setImmediate);
  return lines();
}

describe('Of a request is logged', () => {
  const NOBODY = '3fa85f64-5717-4562-b3fc-2c963f66afa6';

  it('which it was, and of whom', async () => {
    const lines = await logged(() => service.api('GET', `professionals/${NOBODY}`));
    expect(lines).toMatchObject([
      {
        level: 20,
        reqId: expect.any(String),
        ...{ method: 'GET', path: `/api/v1/professionals/${NOBODY}` },
        res: { status: 404 },
      },
    ]);
  });

  it.each([
    ['professionals/+12025550150', '/api/v1/professionals/:id'],
    ['professionals/%2B1%20202%20555%200150', '/api/v1/professionals/:id'],
    ['professionals/2025550150/direct-line?number=12025550150', '/api/v1/professionals/:id/direct-line'],
    ['+12025550150', '*path'],
  ])('no number that was put into its path: %s', async (path, pattern) => {
    const lines = await logged(() => service.api('DELETE', path));
    expect(lines.find(({ res }) => res)).toMatchObject({ method: 'DELETE', path: pattern });
    expect(JSON.stringify(lines)).not.toMatch(/0150/);
  });

  it('a fault as a warning, with one stack: that of where it was caught', async () => {
    await service.database.query('ALTER TABLE categories RENAME TO elsewhere');
    const lines = await logged(() => service.api('GET', 'categories'));
    await service.database.query('ALTER TABLE elsewhere RENAME TO categories');
    expect(lines.find(({ res }) => res)).toMatchObject({ level: 40, res: { status: 500 } });
    expect(lines.filter((line) => JSON.stringify(line).includes('    at '))).toMatchObject([
      { level: 50, context: 'Http' },
    ]);
  });

  it('that a part is not ready, without a stack, and once', async () => {
    isThere = false;
    const ready = () => service.send('GET', '/health/ready');
    const [first, second] = [await logged(ready), await logged(ready)];
    isThere = true;
    const third = await logged(ready);
    const said = (lines: any[]) => lines.filter(({ msg }) => /^part is/.test(msg));
    expect(said(first)).toMatchObject([{ level: 30, msg: 'part is down: it is not ready' }]);
    expect(said(second)).toEqual([]);
    expect(said(third)).toMatchObject([{ level: 30, msg: 'part is up' }]);
    expect(first.at(-1)).toMatchObject({ level: 20, path: '/health/ready', res: { status: 503 } });
    expect(JSON.stringify([...first, ...second])).not.toContain('    at ');
  });
});
