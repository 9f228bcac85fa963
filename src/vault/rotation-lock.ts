import type { DataSource } from 'typeorm';
import { VaultError } from './vault-error.js';
import { LOCKS } from '../database/locks.js';

/** Runs `work` unless a change of keys runs already. The lock goes with the connection: one that is killed leaves none. */
export async function asOnlyRotation<T>(dataSource: DataSource, work: () => Promise<T>): Promise<T> {
  const runner = dataSource.createQueryRunner();
  try {
    const [{ free }] = (await runner.query('SELECT pg_try_advisory_lock($1) AS free', [LOCKS.rotation])) as [
      { free: boolean },
    ];
    if (!free) throw running();
    return await work().finally(() => runner.query('SELECT pg_advisory_unlock($1)', [LOCKS.rotation]));
  } finally {
    await runner.release();
  }
}

const running = () =>
  new VaultError(
    'vault-rotation-running',
    "a change of the vault's keys runs already; wait until it is done",
  );
