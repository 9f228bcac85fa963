import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By which trunks a call came and was tried to leave. They name carriers, never a person. */
export class CallAttempts1767225600010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE call_records ADD arrived_by uuid, ADD attempts jsonb NOT NULL DEFAULT '[]'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE call_records DROP arrived_by, DROP attempts');
  }
}
