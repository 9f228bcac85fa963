import type { MigrationInterface, QueryRunner } from 'typeorm';

const ROW = `
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  updated_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()`;

const LANGUAGE = `text CHECK (language IN ('en', 'zh'))`;

/** In the order in which they refer to each other. */
const TABLES = {
  categories: `${ROW},
    key text NOT NULL UNIQUE,
    names jsonb NOT NULL,
    strategy text NOT NULL CHECK (strategy IN ('longest-idle', 'round-robin', 'all-at-once')),
    prompts jsonb NOT NULL`,

  professionals: `${ROW},
    display_name text NOT NULL,
    time_zone text NOT NULL,
    working_hours jsonb NOT NULL,
    away boolean NOT NULL,
    acceptance boolean NOT NULL,
    language ${LANGUAGE} NOT NULL`,

  // A number belongs to one person: two rows with one index would ring somebody for another's listing.
  direct_lines: `${ROW},
    professional_id uuid NOT NULL UNIQUE REFERENCES professionals ON DELETE CASCADE,
    ciphertext bytea NOT NULL,
    key_id text NOT NULL,
    number_index bytea NOT NULL UNIQUE`,

  vault_keys: `
    id text PRIMARY KEY,
    created_at timestamptz(3) NOT NULL DEFAULT now()`,

  listings: `${ROW},
    professional_id uuid NOT NULL REFERENCES professionals ON DELETE CASCADE,
    category_id uuid NOT NULL REFERENCES categories ON DELETE RESTRICT,
    published boolean NOT NULL,
    UNIQUE (professional_id, category_id)`,

  consents: `${ROW},
    listing_id uuid NOT NULL REFERENCES listings ON DELETE CASCADE,
    given_at timestamptz(3) NOT NULL,
    wording text NOT NULL,
    language ${LANGUAGE} NOT NULL,
    method text NOT NULL CHECK (method IN ('demo', 'operator')),
    withdrawn_at timestamptz(3)`,

  switchboard_numbers: `${ROW},
    number text NOT NULL UNIQUE,
    label text NOT NULL,
    language ${LANGUAGE} NOT NULL,
    menu jsonb NOT NULL,
    compiled jsonb NOT NULL`,

  pass_through_numbers: `${ROW},
    listing_id uuid NOT NULL REFERENCES listings ON DELETE CASCADE,
    kind text NOT NULL,
    switchboard_number_id uuid REFERENCES switchboard_numbers ON DELETE RESTRICT,
    extension text,
    number text UNIQUE,
    language ${LANGUAGE},
    ringing jsonb,
    UNIQUE (switchboard_number_id, extension),
    CHECK (CASE kind
      WHEN 'extension' THEN num_nulls(switchboard_number_id, extension) = 0
        AND num_nonnulls(number, language, ringing) = 0
      WHEN 'dedicated' THEN num_nulls(number, language, ringing) = 0
        AND num_nonnulls(switchboard_number_id, extension) = 0
      ELSE false END)`,

  trunks: `${ROW},
    name text NOT NULL UNIQUE,
    host text NOT NULL,
    port integer NOT NULL,
    transport text NOT NULL CHECK (transport IN ('udp', 'tcp')),
    match jsonb NOT NULL,
    priority integer NOT NULL,
    enabled boolean NOT NULL,
    codecs jsonb NOT NULL`,

  call_records: `
    id text PRIMARY KEY,
    dialled text,
    started_at timestamptz(3) NOT NULL,
    answered_at timestamptz(3),
    connected_at timestamptz(3),
    ended_at timestamptz(3) NOT NULL,
    outcome text NOT NULL,
    cause integer NOT NULL,
    category_id uuid,
    listing_id uuid,
    professional_id uuid,
    trunk_id uuid,
    timeline jsonb NOT NULL`,

  api_keys: `${ROW},
    name text NOT NULL,
    hash bytea NOT NULL UNIQUE,
    role text NOT NULL CHECK (role IN ('operator')),
    last_used_at timestamptz(3),
    revoked_at timestamptz(3)`,
};

const INDEXES = [
  // One yes at a time; the withdrawn ones are history.
  `CREATE UNIQUE INDEX consents_one_in_force ON consents (listing_id) WHERE withdrawn_at IS NULL`,
  `CREATE INDEX listings_by_category ON listings (category_id)`,
  `CREATE INDEX pass_through_numbers_by_listing ON pass_through_numbers (listing_id)`,
  `CREATE INDEX call_records_by_start ON call_records (started_at, id)`,
  `CREATE INDEX call_records_by_professional ON call_records (professional_id, started_at, id)`,
  `CREATE INDEX call_records_by_outcome ON call_records (outcome, started_at, id)`,
];

export class FirstTables1767225600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [name, columns] of Object.entries(TABLES))
      await runner.query(`CREATE TABLE ${name} (${columns})`);
    for (const index of INDEXES) await runner.query(index);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(TABLES).reverse()) await runner.query(`DROP TABLE ${name}`);
  }
}
