import { startService, type Service } from '../api/service.js';
import { Audit } from '../../../src/audit/audit.js';
import { CONSOLE } from '../../../src/audit/actor.js';

let service: Service;
let api: Service['api'];

beforeAll(async () => {
  service = await startService();
  api = await service.as('privacy');
  for (let i = 0; i < 5; i++) await note('vault');
  await note('switchboard');
}, 30_000);
afterAll(() => service.stop());

const note = (subject: 'vault' | 'switchboard') =>
  service.app
    .get(Audit)
    .write(service.database.manager, { actor: CONSOLE, action: 'vault-rotated', subject });
const seqs = ({ body }: { body: any }) => body.items.map(({ seq }: { seq: number }) => seq);

describe('Reading the audit log', () => {
  it('shows entries whole, the newest first', async () => {
    const { status, body } = await api('GET', 'audit-log');
    expect(status).toBe(200);
    expect(seqs({ body })).toEqual([6, 5, 4, 3, 2, 1]);
    expect(body.items[0]).toEqual({
      seq: 6,
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      actor: 'console',
      action: 'vault-rotated',
      subject: 'switchboard',
      reason: null,
      detail: {},
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('goes page by page, undisturbed by what is written meanwhile', async () => {
    const first = await api('GET', 'audit-log?limit=4');
    await note('vault');
    const second = await api('GET', `audit-log?limit=4&cursor=${first.body.next}`);
    expect([seqs(first), seqs(second), second.body.next]).toEqual([[6, 5, 4, 3], [2, 1], null]);
  });

  it('finds by subject, action and time', async () => {
    expect(seqs(await api('GET', 'audit-log?subject=switchboard'))).toEqual([6]);
    expect(seqs(await api('GET', 'audit-log?action=data-erased'))).toEqual([]);
    const { at } = (await api('GET', 'audit-log?subject=switchboard')).body.items[0];
    expect(seqs(await api('GET', `audit-log?from=${at}&subject=switchboard`))).toEqual([6]);
    expect(seqs(await api('GET', `audit-log?to=${at}&subject=switchboard`))).toEqual([]);
  });

  it.each(['subject=%2B12025550150', 'action=nothing', 'from=yesterday', 'limit=0'])(
    'refuses %s',
    async (query) => {
      const answer = await api('GET', `audit-log?${query}`);
      expect(answer).toMatchObject({ status: 400, body: { code: 'query-invalid' } });
      expect(JSON.stringify(answer.body)).not.toContain('5550150');
    },
  );
});
