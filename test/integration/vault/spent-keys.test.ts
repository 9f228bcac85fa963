import { RetentionJob } from '../../../src/retention/retention-job.js';
import { startService, type Service } from '../api/service.js';

let service: Service;

beforeAll(async () => {
  service = await startService({ DEMO: 'on' });
});
afterAll(() => service.stop());

const retired = (id: string, hours: number) =>
  service.database.query(
    `INSERT INTO vault_keys (id, purpose, wrapped, state, retired_at)
     VALUES ($1, 'sealing', '\\x00', 'retired', clock_timestamp() - $2 * interval '1 hour')`,
    [id, hours],
  );
const keys = async () =>
  (await service.database.query(`SELECT id FROM vault_keys WHERE state = 'retired' ORDER BY id`)).map(
    ({ id }: any) => id,
  );

it('Retention destroys keys that were retired a day ago and seal nothing, and notes it', async () => {
  const [fresh, spent, needed] = ['0000000000000001', '0000000000000002', '0000000000000003'];
  await retired(fresh, 23);
  await retired(spent, 25);
  await retired(needed, 25);
  await service.database.query(
    'UPDATE direct_lines SET key_id = $1 WHERE id = (SELECT id FROM direct_lines LIMIT 1)',
    [needed],
  );
  await service.app.get(RetentionJob).runAlone();
  expect(await keys()).toEqual([fresh, needed]);
  expect(
    await service.database.query(
      `SELECT actor, subject, detail FROM audit_log WHERE action = 'vault-key-destroyed'`,
    ),
  ).toEqual([{ actor: 'service', subject: 'vault', detail: { key: spent } }]);
});
