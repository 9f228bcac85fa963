import { DataSource } from 'typeorm';
import { Verification } from '../../../src/audit/verification.js';
import { dataSource, note, useAuditLog, vault } from './audit-log.js';

useAuditLog();

it('A log that takes longer to read than a query may is verified all the same', async () => {
  await note();
  const extra = { statement_timeout: 200, query_timeout: 300 };
  const hurried = await new DataSource({ ...dataSource.options, extra }).initialize();
  const { verdict } = await dataSource.transaction(async (manager) => {
    await manager.query('LOCK TABLE audit_log');
    const verdict = new Verification(hurried, vault).run([]).catch((error: Error) => error.message);
    await manager.query('SELECT pg_sleep(1)');
    return { verdict };
  });
  expect(await verdict).toMatchObject({ entries: 1, findings: [] });
  await hurried.destroy();
});
