import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
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
const key = () => randomBytes(32).toString('base64');

async function start(more: Record<string, string> = {}): Promise<DataSource> {
  const { app } = await startApp(environment(database.url, keysDir, more));
  const dataSource = app.get(DataSource);
  await app.close();
  return dataSource;
}

describe('The tables', () => {
  it('are made from nothing, hold what the code expects, and can be taken away again', async () => {
    const dataSource = await connect(database.url);
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

describe("The vault's key", () => {
  it('is made at the first start, for the service’s user alone', async () => {
    await start();
    expect(Buffer.from(readFileSync(file('vault.key'), 'utf8').trim(), 'base64')).toHaveLength(32);
    expect(statSync(file('vault.key')).mode & 0o777).toBe(0o600);
  });

  it('may come from the environment, and is not written down then', async () => {
    await start({ VAULT_KEY: key() });
    expect(() => readFileSync(file('vault.key'))).toThrow('ENOENT');
  });

  it('that is lost stops the start and is not made anew', async () => {
    await start();
    rmSync(file('vault.key'));
    await expect(start()).rejects.toThrow(/vault's key is missing.*vault\.key/);
    expect(() => readFileSync(file('vault.key'))).toThrow('ENOENT');
  });

  it('that is another one stops the start, and is not told', async () => {
    await start();
    const wrong = key();
    writeFileSync(file('vault.key'), wrong);
    await expect(start()).rejects.toThrow(/vault\.key is not the one this database was sealed with/);
    await expect(start({ VAULT_KEY: wrong })).rejects.toThrow(/VAULT_KEY is not the one/);
    await expect(start()).rejects.not.toThrow(wrong);
  });

  it.each(['', 'secret', randomBytes(31).toString('base64'), randomBytes(32).toString('hex')])(
    'that is none stops the start, and is not told: %j',
    async (text) => {
      mkdirSync(keysDir, { recursive: true });
      writeFileSync(file('vault.key'), text);
      await expect(start()).rejects.toThrow(/holds no vault key: it must be 32 bytes in base64/);
      if (text) await expect(start()).rejects.not.toThrow(text);
    },
  );
});
