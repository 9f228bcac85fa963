import type { DataSource } from 'typeorm';
import type { Process } from './process.js';

/** Reads the keys at once, again and again, in place of every 10 s. */
export async function attentive<T>(work: Promise<T>, ...processes: Process[]): Promise<T> {
  let isDone = false;
  const result = work.finally(() => (isDone = true));
  while (!isDone) await Promise.all(processes.map(({ watch }) => watch.refresh()));
  return result;
}

/** Resolves when a connection of this database waits for a lock. */
export async function waiting(source: DataSource): Promise<void> {
  const query = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  while ((await source.query(query)).length === 0);
}

/** Holds whoever inserts or updates a key of the vault, until released. */
export async function blocking(source: DataSource, verb: string) {
  const runner = source.createQueryRunner();
  await runner.query(`CREATE FUNCTION hold_up() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NEW; END $$`);
  await runner.query(
    `CREATE TRIGGER held_up BEFORE ${verb} ON vault_keys FOR EACH ROW EXECUTE FUNCTION hold_up()`,
  );
  await runner.query('SELECT pg_advisory_lock(4711)');
  return {
    async release() {
      await runner.query('SELECT pg_advisory_unlock(4711)');
      await runner.query('DROP TRIGGER held_up ON vault_keys');
      await runner.release();
    },
  };
}
