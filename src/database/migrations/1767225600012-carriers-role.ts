import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who says where calls go sees the numbers that are called: keys of today do not gain that by an upgrade. */
export class CarriersRole1767225600012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE api_keys DROP CONSTRAINT api_keys_roles_check,
      ADD CONSTRAINT api_keys_roles_check
      CHECK (roles <@ ARRAY['operator', 'privacy', 'carriers'] AND roles <> '{}')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    // One that could do nothing else can do nothing any more.
    await runner.query(`UPDATE api_keys SET roles = '{operator}', revoked_at = coalesce(revoked_at, now())
      WHERE roles = '{carriers}'`);
    await runner.query(`UPDATE api_keys SET roles = array_remove(roles, 'carriers')`);
    await runner.query(`ALTER TABLE api_keys DROP CONSTRAINT api_keys_roles_check,
      ADD CONSTRAINT api_keys_roles_check CHECK (roles <@ ARRAY['operator', 'privacy'] AND roles <> '{}')`);
  }
}
