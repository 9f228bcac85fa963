import type { DataSource } from 'typeorm';
import { LOCKS } from './locks.js';
import { unhurried } from './unhurried.js';

/** Runs `work` while no other process of this database runs any: for what is done once, at boot. */
export function alone<T>(dataSource: DataSource, work: () => Promise<T>): Promise<T> {
  // Waits as long as the other takes: it may be a long migration.
  return unhurried(dataSource, async (own) => {
    const runner = own.createQueryRunner();
    try {
      await runner.query('SELECT pg_advisory_lock($1)', [LOCKS.boot]);
      return await work();
    } finally {
      await runner.query('SELECT pg_advisory_unlock($1)', [LOCKS.boot]).catch(() => undefined);
      await runner.release();
    }
  });
}
