import type { MigrationInterface, QueryRunner } from 'typeorm';

const ROW = `
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  updated_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()`;

const TRUNK = [
  `ADD weight integer NOT NULL DEFAULT 1 CHECK (weight BETWEEN 1 AND 1000)`,
  `ADD media text NOT NULL DEFAULT 'rtp' CHECK (media IN ('rtp', 'srtp'))`,
  `ADD registers boolean NOT NULL DEFAULT false`,
  `ADD probe_seconds integer NOT NULL DEFAULT 15 CHECK (probe_seconds >= 0)`,
  `ADD country text`,
  `ADD number_formats jsonb NOT NULL DEFAULT '{"in": {"style": "e164"}, "out": {"style": "e164"}}'`,
  `ADD destinations jsonb NOT NULL DEFAULT '{"allow": [], "refuse": []}'`,
  `ADD presented_numbers jsonb NOT NULL DEFAULT '[]'`,
  `ADD max_calls integer CHECK (max_calls > 0)`,
  `ADD max_calls_per_second integer CHECK (max_calls_per_second > 0)`,
  `DROP CONSTRAINT trunks_transport_check`,
  `ADD CONSTRAINT trunks_transport_check CHECK (transport IN ('udp', 'tcp', 'tls'))`,
  // A key for the media that anybody on the way can read protects nothing.
  `ADD CONSTRAINT trunks_srtp_needs_tls CHECK (media = 'rtp' OR transport = 'tls')`,
];

const TRUNK_CREDENTIALS = `${ROW},
  trunk_id uuid NOT NULL REFERENCES trunks ON DELETE CASCADE,
  purpose text NOT NULL CHECK (purpose IN ('ours', 'theirs')),
  username text NOT NULL,
  key_id text NOT NULL,
  ciphertext bytea NOT NULL,
  UNIQUE (trunk_id, purpose)`;

/** One row at most, once an operator wrote one. */
const CALLING_POLICY = `
  id integer PRIMARY KEY CHECK (id = 1),
  updated_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  allow jsonb,
  refuse jsonb NOT NULL,
  most_per_professional_hour integer NOT NULL,
  most_per_minute integer NOT NULL,
  longest_call_minutes integer NOT NULL`;

const NUMBERS = ['switchboard_numbers', 'pass_through_numbers', 'session_numbers'];

const UP = [
  `ALTER TABLE trunks ${TRUNK.join(', ')}`,
  `CREATE TABLE trunk_credentials (${TRUNK_CREDENTIALS})`,
  ...NUMBERS.flatMap((table) => [
    `ALTER TABLE ${table} ADD trunk_id uuid REFERENCES trunks ON DELETE RESTRICT`,
    `CREATE INDEX ${table}_by_trunk ON ${table} (trunk_id) WHERE trunk_id IS NOT NULL`,
  ]),
  `CREATE TABLE calling_policy (${CALLING_POLICY})`,
];

const DOWN = [
  `DROP TABLE calling_policy`,
  ...NUMBERS.map((table) => `ALTER TABLE ${table} DROP trunk_id`),
  `DROP TABLE trunk_credentials`,
  `DELETE FROM trunks WHERE transport = 'tls'`,
  `ALTER TABLE trunks DROP weight, DROP media, DROP registers, DROP probe_seconds, DROP country,
    DROP number_formats, DROP destinations, DROP presented_numbers, DROP max_calls, DROP max_calls_per_second,
    DROP CONSTRAINT trunks_transport_check,
    ADD CONSTRAINT trunks_transport_check CHECK (transport IN ('udp', 'tcp'))`,
];

/** What an operator may say of a carrier, which numbers are its, and whom the switchboard calls at all. */
export class Carriers1767225600011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
