import type { MigrationInterface, QueryRunner } from 'typeorm';

const ROW = `
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  updated_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()`;

/** A consent is evidence: it names its listing, its line and its professional, and outlives all three. */
const CONSENTS = [
  `ALTER TABLE consents
    DROP CONSTRAINT consents_listing_id_fkey,
    DROP CONSTRAINT consents_method_check,
    ADD professional_id uuid,
    ADD direct_line_id uuid,
    ADD call_id text,
    ADD withdrawn_by text CHECK (withdrawn_by IN ('phone', 'api', 'line-changed', 'listing-removed'))`,
  `UPDATE consents SET professional_id = l.professional_id, direct_line_id = d.id,
      withdrawn_by = CASE WHEN withdrawn_at IS NOT NULL THEN 'api' END
    FROM listings l LEFT JOIN direct_lines d USING (professional_id) WHERE l.id = listing_id`,
  // Nobody said yes on the line itself: these stay as history, and their owners have to be asked.
  `UPDATE consents SET withdrawn_at = clock_timestamp(), withdrawn_by = 'api'
    WHERE withdrawn_at IS NULL AND (method = 'operator' OR direct_line_id IS NULL)`,
  `ALTER TABLE consents
    ALTER professional_id SET NOT NULL,
    ADD CHECK (method IN ('demo', 'operator', 'phone')),
    ADD CHECK ((method = 'phone') = (call_id IS NOT NULL)),
    ADD CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL)),
    ADD CHECK (withdrawn_at IS NOT NULL OR direct_line_id IS NOT NULL)`,
  `CREATE INDEX consents_by_listing ON consents (listing_id, given_at)`,
  `CREATE INDEX consents_by_line ON consents (direct_line_id)`,
  `CREATE INDEX consents_by_withdrawal ON consents (withdrawn_at) WHERE withdrawn_at IS NOT NULL`,
];

const REQUESTS = [
  `CREATE TABLE consent_requests (${ROW},
    listing_id uuid NOT NULL REFERENCES listings ON DELETE CASCADE,
    direct_line_id uuid NOT NULL,
    language text NOT NULL CHECK (language IN ('en', 'zh')),
    wording text NOT NULL,
    code_hash bytea NOT NULL,
    expires_at timestamptz(3) NOT NULL,
    wrong_codes integer NOT NULL DEFAULT 0,
    code_used_at timestamptz(3),
    state text NOT NULL DEFAULT 'calling'
      CHECK (state IN ('calling', 'given', 'refused', 'code-wrong', 'not-reached', 'hung-up', 'failed')),
    call_id text)`,
  `CREATE INDEX consent_requests_by_listing ON consent_requests (listing_id)`,
  // Of a line and an applicant, not of a request: removing the listing shall not give new attempts.
  `CREATE TABLE consent_attempts (${ROW},
    request_id uuid NOT NULL,
    line_index bytea NOT NULL,
    applicant_index bytea NOT NULL)`,
  `CREATE INDEX consent_attempts_by_line ON consent_attempts (line_index, created_at)`,
  `CREATE INDEX consent_attempts_by_applicant ON consent_attempts (applicant_index, created_at)`,
];

/** By what callers dial, not by ids: a switchboard number that is removed and added again is still the same to them. */
const RESTING = `
  CREATE TABLE resting_numbers (${ROW},
    number text NOT NULL,
    extension text,
    listing_id uuid NOT NULL,
    professional_id uuid NOT NULL,
    UNIQUE NULLS NOT DISTINCT (number, extension))`;

/** Triggers, because rows also go when the row above them goes: no way out may be forgotten. */
const TRIGGERS = [
  `CREATE FUNCTION end_consents_of_line() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    UPDATE consents SET withdrawn_at = clock_timestamp(), withdrawn_by = 'line-changed'
      WHERE direct_line_id = OLD.id AND withdrawn_at IS NULL;
    RETURN NULL;
  END $$`,
  `CREATE TRIGGER line_removed AFTER DELETE ON direct_lines
    FOR EACH ROW EXECUTE FUNCTION end_consents_of_line()`,
  `CREATE TRIGGER line_replaced AFTER UPDATE OF id ON direct_lines
    FOR EACH ROW WHEN (OLD.id <> NEW.id) EXECUTE FUNCTION end_consents_of_line()`,

  // Before the listing is gone: its numbers rest under the name of its professional.
  `CREATE FUNCTION end_listing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    DELETE FROM pass_through_numbers WHERE listing_id = OLD.id;
    UPDATE consents SET withdrawn_at = clock_timestamp(), withdrawn_by = 'listing-removed'
      WHERE listing_id = OLD.id AND withdrawn_at IS NULL;
    RETURN OLD;
  END $$`,
  `CREATE TRIGGER listing_removed BEFORE DELETE ON listings
    FOR EACH ROW EXECUTE FUNCTION end_listing()`,

  `CREATE FUNCTION rest_number() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO resting_numbers (number, extension, listing_id, professional_id)
      SELECT coalesce(OLD.number, s.number), OLD.extension, l.id, l.professional_id
      FROM listings l LEFT JOIN switchboard_numbers s ON s.id = OLD.switchboard_number_id
      WHERE l.id = OLD.listing_id
      ON CONFLICT DO NOTHING;
    RETURN NULL;
  END $$`,
  `CREATE TRIGGER number_removed AFTER DELETE ON pass_through_numbers
    FOR EACH ROW EXECUTE FUNCTION rest_number()`,
];

export class ConsentOnTheLine1767225600003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const step of [...CONSENTS, ...REQUESTS, RESTING, ...TRIGGERS]) await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION end_consents_of_line, end_listing, rest_number CASCADE`);
    await runner.query(`DROP TABLE consent_requests, consent_attempts, resting_numbers`);
    await runner.query(
      `DELETE FROM consents WHERE method = 'phone' OR listing_id NOT IN (SELECT id FROM listings)`,
    );
    await runner.query(`DROP INDEX consents_by_listing, consents_by_withdrawal`);
    await runner.query(`ALTER TABLE consents
      DROP professional_id, DROP direct_line_id, DROP call_id, DROP withdrawn_by,
      DROP CONSTRAINT consents_method_check,
      ADD CONSTRAINT consents_method_check CHECK (method IN ('demo', 'operator')),
      ADD CONSTRAINT consents_listing_id_fkey FOREIGN KEY (listing_id) REFERENCES listings ON DELETE CASCADE`);
  }
}
