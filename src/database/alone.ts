import type { DataSource } from 'typeorm';

/** Any number, as long as it is always this one. */
const LOCK = 7_460_101;

/** Runs `work` while no other process of this database runs any: for what is done once, at boot. */
export async function alone<T>(dataSource: DataSource, work: () => Promise<T>): Promise<T> {
  const runner = dataSource.createQueryRunner();
  try {
    // Waits as long as the other takes; the usual statement time-out would give up on a long migration.
    await runner.query('SET statement_timeout = 0');
    await runner.query('SELECT pg_advisory_lock($1)', [LOCK]);
    return await work();
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [LOCK]).catch(() => undefined);
    await runner.query('RESET statement_timeout').catch(() => undefined);
    await runner.release();
  }
}
