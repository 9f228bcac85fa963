import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { connect } from '../../../src/database/connect.js';
import { freshDatabase } from '../fresh-database.js';
import { environment, startApp } from './service.js';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let keysDir: string;

beforeEach(async () => {
  database = await freshDatabase();
  keysDir = join(mkdtempSync(join(tmpdir(), 'throughline-keys-')), 'keys');
});
afterEach(async () => {
  await database.remove();
  rmSync(join(keysDir, '..'), { recursive: true });
});

const file = (name: string) => join(keysDir, name);

async function start(): Promise<void> {
  const { app } = await startApp(environment(database.url, keysDir));
  await app.close();
}

/**
 * TypeORM compares what Postgres reckons with a table of its own, which is not kept here: such a column is told like
 * any other, or is not there where no entity has it.
 */
async function reckonNothing(dataSource: DataSource): Promise<void> {
  const reckoned = await dataSource.query(
    `SELECT table_name, column_name FROM information_schema.columns WHERE is_generated = 'ALWAYS'`,
  );
  for (const { table_name: table, column_name: column } of reckoned) {
    const entity = dataSource.entityMetadatas.find(({ tableName }) => tableName === table);
    const isKnown = entity?.columns.some(({ databaseName }) => databaseName === column);
    await dataSource.query(
      `ALTER TABLE ${table} ${isKnown ? 'ALTER' : 'DROP'} ${column} ${isKnown ? 'DROP EXPRESSION' : 'CASCADE'}`,
    );
  }
}

describe('The tables', () => {
  it('are made from nothing, hold what the code expects, and can be taken away again', async () => {
    const dataSource = await connect(database.url);
    await reckonNothing(dataSource);
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    // Constraints and indexes stand in the migrations alone; columns have to agree.
    const columns = upQueries
      .map(({ query }) => query)
      .filter((query) => !/^(ALTER TABLE .* DROP CONSTRAINT|DROP INDEX)/.test(query));
    expect(columns).toEqual([]);
    for (const { target } of dataSource.entityMetadatas)
      expect(await dataSource.getRepository(target).find()).toEqual([]);
    for (const _ of dataSource.migrations) await dataSource.undoLastMigration();
    const left = await dataSource.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'public'`);
    expect(left).toEqual([{ tablename: 'migrations' }]);
    await dataSource.destroy();
  });

  it('are made once by services that start together', async () => {
    const all = await Promise.all([1, 2, 3].map(() => connect(database.url)));
    expect(await all[0]?.query('SELECT count(*)::int FROM migrations')).toEqual([
      { count: all[0]?.migrations.length },
    ]);
    await Promise.all(all.map((dataSource) => dataSource.destroy()));
  });
});

describe('The first operator key', () => {
  it('is in a file that only the service’s user can read, and its hash alone in the database', async () => {
    await start();
    expect(statSync(file('operator.key')).mode & 0o777).toBe(0o600);
    expect(statSync(keysDir).mode & 0o077).toBe(0);
    const dataSource = await connect(database.url);
    const rows = JSON.stringify(await dataSource.query('SELECT * FROM api_keys'));
    expect(rows).not.toContain(readFileSync(file('operator.key'), 'utf8').trim());
    await dataSource.destroy();
  });

  it('stays the same at the next start', async () => {
    await start();
    const before = readFileSync(file('operator.key'), 'utf8');
    await start();
    expect(readFileSync(file('operator.key'), 'utf8')).toBe(before);
  });
});
