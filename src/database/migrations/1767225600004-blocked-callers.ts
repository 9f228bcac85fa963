import type { MigrationInterface, QueryRunner } from 'typeorm';

export class BlockedCallers1767225600004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Without a professional: by the whole switchboard.
    await runner.query(`CREATE TABLE blocked_callers (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
      updated_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
      token text NOT NULL,
      professional_id uuid REFERENCES professionals ON DELETE CASCADE,
      note text,
      CONSTRAINT blocked_callers_once UNIQUE NULLS NOT DISTINCT (token, professional_id))`);
    await runner.query(`CREATE INDEX blocked_callers_by_shelf ON blocked_callers (left(token, 1))`);
    await runner.query(`CREATE INDEX blocked_callers_by_professional ON blocked_callers (professional_id)`);
    await runner.query(`ALTER TABLE professionals ADD COLUMN withheld_numbers text NOT NULL
      DEFAULT 'accept' CHECK (withheld_numbers IN ('accept', 'refuse'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE professionals DROP COLUMN withheld_numbers`);
    await runner.query(`DROP TABLE blocked_callers`);
  }
}
