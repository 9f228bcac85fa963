import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  `CREATE TABLE audit_log (
    seq bigint PRIMARY KEY,
    at timestamptz(3) NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    subject text NOT NULL,
    reason text,
    detail jsonb NOT NULL,
    previous bytea NOT NULL UNIQUE,
    hash bytea NOT NULL UNIQUE)`,
  `CREATE INDEX audit_log_by_subject ON audit_log (subject, seq)`,
  `CREATE INDEX audit_log_by_actor ON audit_log (actor, at)`,

  `CREATE FUNCTION audit_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'the audit log is only ever added to' USING ERRCODE = 'insufficient_privilege';
    END $$`,
  `CREATE TRIGGER audit_log_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION audit_log_is_append_only()`,
  // Also where a session says that it replays what another database did already.
  `ALTER TABLE audit_log ENABLE ALWAYS TRIGGER audit_log_is_append_only`,

  `ALTER TABLE api_keys ADD roles text[] CHECK (roles <@ ARRAY['operator', 'privacy'] AND roles <> '{}')`,
  `UPDATE api_keys SET roles = ARRAY[role]`,
  `ALTER TABLE api_keys ALTER roles SET NOT NULL, DROP role`,
];

const DOWN = [
  `ALTER TABLE api_keys ADD role text CHECK (role IN ('operator'))`,
  // There were no others then: a key without the role must not get it now.
  `UPDATE api_keys SET role = 'operator', revoked_at = CASE
    WHEN 'operator' = ANY (roles) THEN revoked_at ELSE coalesce(revoked_at, now()) END`,
  `ALTER TABLE api_keys ALTER role SET NOT NULL, DROP roles`,
  `DROP TABLE audit_log`,
  `DROP FUNCTION audit_log_is_append_only`,
];

export class AuditLog1767225600002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const query of UP) await runner.query(query);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const query of DOWN) await runner.query(query);
  }
}
