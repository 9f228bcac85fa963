import type { MigrationInterface, QueryRunner } from 'typeorm';

const ROW = `
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  updated_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()`;

/**
 * Ids as in the records, without foreign keys: what is kept of a caller may arrive after its professional is gone.
 * The token stands here as well, because it outlives the one of the record, or is erased before it.
 */
const CALLER_NUMBERS = `
  call_id text PRIMARY KEY,
  professional_id uuid NOT NULL,
  token text NOT NULL,
  dialled text NOT NULL,
  key_id text NOT NULL,
  ciphertext bytea NOT NULL,
  at timestamptz(3) NOT NULL`;

const SESSION_NUMBERS = `${ROW},
  number text NOT NULL UNIQUE,
  label text NOT NULL,
  language text NOT NULL CHECK (language IN ('en', 'zh')),
  ringing jsonb NOT NULL`;

/**
 * Two sessions of one number never have a party in common at the same time: Postgres sees to it, whoever asks at
 * once. One that ended before it began takes no time at all. Null is equal to nothing, so what was erased stands in
 * nobody's way.
 */
const SESSIONS = `${ROW},
  session_number_id uuid REFERENCES session_numbers ON DELETE SET NULL,
  listing_id uuid NOT NULL REFERENCES listings ON DELETE CASCADE,
  professional_id uuid NOT NULL REFERENCES professionals ON DELETE CASCADE,
  caller_token text,
  key_id text,
  ciphertext bytea,
  starts_at timestamptz(3) NOT NULL,
  ends_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  reference text,
  over_at timestamptz(3) NOT NULL GENERATED ALWAYS AS (LEAST(ends_at, ended_at)) STORED,
  during tstzrange NOT NULL
    GENERATED ALWAYS AS (tstzrange(starts_at, GREATEST(starts_at, LEAST(ends_at, ended_at)))) STORED,
  CHECK (starts_at < ends_at),
  CHECK (num_nulls(key_id, ciphertext) IN (0, 2)),
  CONSTRAINT sessions_one_of_caller
    EXCLUDE USING gist (session_number_id WITH =, caller_token WITH =, during WITH &&),
  CONSTRAINT sessions_one_of_professional
    EXCLUDE USING gist (session_number_id WITH =, professional_id WITH =, during WITH &&)`;

const UP = [
  `ALTER TABLE call_records
    ADD caller_token text,
    ADD caller_withheld boolean NOT NULL DEFAULT false,
    ADD kind text NOT NULL DEFAULT 'inbound' CHECK (kind IN ('inbound', 'professional', 'consent'))`,
  `CREATE INDEX call_records_by_caller ON call_records (caller_token, started_at, id)`,

  `CREATE TABLE caller_numbers (${CALLER_NUMBERS})`,
  `CREATE INDEX caller_numbers_by_professional ON caller_numbers (professional_id, at)`,
  `CREATE INDEX caller_numbers_by_token ON caller_numbers (token)`,
  `CREATE INDEX caller_numbers_by_time ON caller_numbers (at)`,

  `UPDATE switchboard_numbers SET menu = menu || '{"callAgainHours": 24}'`,

  // Equality of uuid and text beside the overlap of ranges, in one index.
  `CREATE EXTENSION IF NOT EXISTS btree_gist`,
  `CREATE TABLE session_numbers (${SESSION_NUMBERS})`,
  `CREATE TABLE sessions (${SESSIONS})`,
  `CREATE INDEX sessions_by_caller ON sessions (caller_token, over_at)`,
  `CREATE INDEX sessions_by_professional ON sessions (professional_id, over_at)`,
  `CREATE INDEX sessions_by_listing ON sessions (listing_id, created_at, id)`,
  `CREATE INDEX sessions_sealed ON sessions (over_at) WHERE ciphertext IS NOT NULL`,
];

const DOWN = [
  `DROP TABLE sessions`,
  `DROP TABLE session_numbers`,
  `UPDATE switchboard_numbers SET menu = menu - 'callAgainHours'`,
  `DROP TABLE caller_numbers`,
  `ALTER TABLE call_records DROP caller_token, DROP caller_withheld, DROP kind`,
];

export class CallersAndSessions1767225600005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
