import type { MigrationInterface, QueryRunner } from 'typeorm';

const BEFORE = ['calling', 'given', 'refused', 'code-wrong', 'not-reached', 'hung-up', 'failed'];

const only = (states: string[]) => `
  ALTER TABLE consent_requests DROP CONSTRAINT consent_requests_state_check,
    ADD CONSTRAINT consent_requests_state_check CHECK (state IN (${states.map((state) => `'${state}'`).join(', ')}))`;

/** A line that has answered, and one whose owner gave no answer. */
export class ConsentStates1767225600009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(only([...BEFORE, 'answered', 'no-answer-given']));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE consent_requests SET state = CASE state
      WHEN 'answered' THEN 'calling' WHEN 'no-answer-given' THEN 'hung-up' ELSE state END`);
    await runner.query(only(BEFORE));
  }
}
