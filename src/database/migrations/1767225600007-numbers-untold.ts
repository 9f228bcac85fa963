import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  // By which way the older ones were blocked is not known.
  `ALTER TABLE blocked_callers ADD caller_told boolean NOT NULL DEFAULT false`,
  // That a number is blocked already would tell whose call was blocked before.
  `ALTER TABLE blocked_callers DROP CONSTRAINT blocked_callers_once`,
  `CREATE UNIQUE INDEX blocked_callers_once ON blocked_callers (token, professional_id)
    NULLS NOT DISTINCT WHERE caller_told`,
  `CREATE INDEX blocked_callers_by_token ON blocked_callers (token)`,
  `ALTER TABLE call_records ADD caller_told boolean NOT NULL DEFAULT true`,
  `UPDATE call_records SET caller_told = false
    WHERE outcome = 'refused' OR dialled IN (SELECT number FROM session_numbers)`,
];

const DOWN = [
  `ALTER TABLE call_records DROP caller_told`,
  `DROP INDEX blocked_callers_by_token, blocked_callers_once`,
  `DELETE FROM blocked_callers b USING blocked_callers other
    WHERE b.token = other.token AND b.professional_id IS NOT DISTINCT FROM other.professional_id AND b.id > other.id`,
  `ALTER TABLE blocked_callers DROP caller_told,
    ADD CONSTRAINT blocked_callers_once UNIQUE NULLS NOT DISTINCT (token, professional_id)`,
];

export class NumbersUntold1767225600007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const query of UP) await runner.query(query);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const query of DOWN) await runner.query(query);
  }
}
