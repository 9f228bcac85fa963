import { DataSource } from 'typeorm';
import { Audit } from '../../../src/audit/audit.js';
import { HeadFile } from '../../../src/audit/head-file.js';
import { SERVICE } from '../../../src/audit/actor.js';
import { ErasureService } from '../../../src/data-subjects/erasure.service.js';
import { ReceiptsService } from '../../../src/data-subjects/receipts.service.js';
import { lockForErasing } from '../../../src/database/subject-lock.js';
import { TraceEraser } from '../../../src/data-subjects/traces.js';
import { WithdrawalFirst } from '../../../src/data-subjects/withdrawal-first.js';
import { RetentionDays } from '../../../src/retention/retention-days.js';
import { heldProfessional, query, service, usePeople } from './people.js';

usePeople();

let hurried: DataSource;

beforeAll(async () => {
  const extra = { statement_timeout: 200, query_timeout: 300 };
  hurried = await new DataSource({ ...service.database.options, extra }).initialize();
  hurried.subscribers.push(...service.database.subscribers);
});

afterAll(() => hurried.destroy());

const part = <T>(of: abstract new (...args: never[]) => T): T =>
  service.app.get(of as never, { strict: false });

const LEFT_OPEN = `SELECT FROM pg_stat_activity
  WHERE datname = current_database() AND state LIKE 'idle in transaction%'`;

const erasures = () =>
  new ErasureService(
    hurried,
    part(RetentionDays),
    part(ReceiptsService),
    part(TraceEraser),
    part(WithdrawalFirst),
    part(Audit),
  );

it('An erasure that takes longer than a query may is done whole, and noted', async () => {
  const { id } = await heldProfessional();
  const erased = await service.database.transaction(async (manager) => {
    await lockForErasing(manager);
    const erased = erasures()
      .erase({ kind: 'professional', id }, 'asked for in writing', SERVICE)
      .catch((error: Error) => error.message);
    await manager.query('SELECT pg_sleep(1)');
    return { erased };
  });
  expect(await erased.erased).toMatchObject({ subject: { name: id } });
  expect(await query('SELECT FROM professionals WHERE id = $1', [id])).toEqual([]);
  const noted = await query(`SELECT action FROM audit_log WHERE subject = $1`, [`professional:${id}`]);
  expect(noted).toContainEqual({ action: 'data-erased' });
  const [{ seq }] = await query('SELECT max(seq)::int AS seq FROM audit_log');
  expect(await new HeadFile(service.keysDir).read()).toMatchObject({ seq });
  expect(await query(LEFT_OPEN)).toEqual([]);
});
