import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  // Until now a row was the fingerprint of the one key there was: it becomes the first sealing key, and is wrapped
  // at the next boot, where the master key is.
  `ALTER TABLE vault_keys
    ADD purpose text NOT NULL DEFAULT 'sealing',
    ADD wrapped bytea,
    ADD state text NOT NULL DEFAULT 'current' CHECK (state IN ('pending', 'current', 'retired')),
    ADD retired_at timestamptz(3)`,
  `ALTER TABLE vault_keys ALTER purpose DROP DEFAULT, ALTER state DROP DEFAULT`,
  `CREATE UNIQUE INDEX vault_keys_one_current ON vault_keys (purpose) WHERE state = 'current'`,
  // What a lost key sealed is lost: only one that is retired may go.
  `CREATE FUNCTION keep_vault_keys() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'a key of the vault that is in use must not be removed';
  END $$`,
  `CREATE TRIGGER vault_key_kept BEFORE DELETE ON vault_keys
    FOR EACH ROW WHEN (OLD.state <> 'retired') EXECUTE FUNCTION keep_vault_keys()`,
  `CREATE TRIGGER vault_keys_kept BEFORE TRUNCATE ON vault_keys EXECUTE FUNCTION keep_vault_keys()`,
  `CREATE TABLE vault_readers (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    known text[] NOT NULL,
    sealing text,
    read_at timestamptz(3) NOT NULL)`,
];

const DOWN = [
  `DROP TABLE vault_readers`,
  `DROP FUNCTION keep_vault_keys CASCADE`,
  `DELETE FROM vault_keys WHERE purpose <> 'sealing'`,
  `DROP INDEX vault_keys_one_current`,
  `ALTER TABLE vault_keys DROP purpose, DROP wrapped, DROP state, DROP retired_at`,
];

export class Vault1767225600001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  /** Only as long as no key is wrapped: nobody could ever open again what a key sealed that is gone. */
  async down(runner: QueryRunner): Promise<void> {
    const wrapped = await runner.manager.query<unknown[]>('SELECT FROM vault_keys WHERE wrapped IS NOT NULL');
    if (wrapped.length > 0)
      throw new Error(
        'The vault has keys that would be lost: put a backup of before the upgrade back instead',
      );
    for (const statement of DOWN) await runner.query(statement);
  }
}
