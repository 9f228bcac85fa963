import { connect } from '../../../src/database/connect.js';
import { freshDatabase } from '../fresh-database.js';

it('The vault’s tables are not taken away while a key would be lost', async () => {
  const database = await freshDatabase();
  const dataSource = await connect(database.url);
  await dataSource.query(
    `INSERT INTO vault_keys (id, purpose, wrapped, state) VALUES ('one', 'sealing', '\\x01', 'current')`,
  );
  while ((await dataSource.query('SELECT FROM migrations')).length > 2) await dataSource.undoLastMigration();
  await expect(dataSource.undoLastMigration()).rejects.toThrow('keys that would be lost');
  expect(await dataSource.query('SELECT id FROM vault_keys WHERE wrapped IS NOT NULL')).toEqual([
    { id: 'one' },
  ]);
  await dataSource.destroy();
  await database.remove();
});
