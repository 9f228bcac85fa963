import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = {
  retention_rules: `
    kind text PRIMARY KEY,
    days integer NOT NULL CHECK (days > 0),
    updated_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()`,

  legal_holds: `
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
    updated_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
    professional_id uuid,
    token text,
    reason text NOT NULL,
    lifted_at timestamptz(3),
    lift_reason text,
    CHECK (num_nonnulls(professional_id, token) = 1)`,

  receipts: `
    id uuid PRIMARY KEY,
    at timestamptz(3) NOT NULL,
    subject text NOT NULL,
    body text NOT NULL`,

  erased_names: `
    hash bytea PRIMARY KEY,
    at timestamptz(3) NOT NULL`,
};

/** Evidence stays when the person goes, and then names the receipt in the person's place; so does a resting number. */
const NAMELESS = [
  `ALTER TABLE consents
    ALTER professional_id DROP NOT NULL, ALTER listing_id DROP NOT NULL, ADD receipt_id uuid`,
  `ALTER TABLE resting_numbers ALTER professional_id DROP NOT NULL, ALTER listing_id DROP NOT NULL`,
];

const INDEXES = [
  `CREATE INDEX legal_holds_in_force ON legal_holds (created_at) WHERE lifted_at IS NULL`,
  `CREATE INDEX receipts_by_subject ON receipts (subject)`,
  `CREATE INDEX erased_names_by_time ON erased_names (at)`,
  // By all that a person may be named by, so that nobody waits for an erasure that reads every call.
  `CREATE INDEX call_records_by_name ON call_records USING gin (names_in(timeline))`,
  // What retention has taken is out of its way.
  `CREATE INDEX call_records_with_story ON call_records (started_at)
    WHERE caller_token IS NOT NULL OR timeline <> '[]'`,
  `CREATE INDEX call_records_by_number ON call_records (dialled)`,
];

const FUNCTIONS = [
  // What the details of a timeline say, word by word: ids and extensions, which are no shorter than this.
  `CREATE FUNCTION names_in(timeline jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(array_agg(DISTINCT word), '{}')
    FROM jsonb_array_elements(timeline) AS entry, string_to_table(entry->>'detail', ' ') AS word
    WHERE length(word) > 5 $$`,

  // The hold in force on a professional or on a caller, if there is one.
  `CREATE FUNCTION hold_on(professional uuid, caller text) RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT id FROM legal_holds
    WHERE lifted_at IS NULL AND (professional_id = professional OR token = caller)
    ORDER BY created_at LIMIT 1 $$`,

  `CREATE FUNCTION hold_on_listing(listing uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT hold_on(professional_id, NULL) FROM listings WHERE id = listing $$`,

  // A timeline names those too who were rung and did not come.
  `CREATE FUNCTION hold_on_timeline(timeline jsonb) RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT id FROM legal_holds
    WHERE lifted_at IS NULL AND professional_id::text = ANY (names_in(timeline))
    ORDER BY created_at LIMIT 1 $$`,

  // Whoever deletes it, and by whatever way: the argument is the SQL that names the hold on the row \`old\`.
  `CREATE FUNCTION refuse_when_held() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE hold uuid;
    BEGIN
      EXECUTE 'SELECT ' || TG_ARGV[0] INTO hold USING OLD;
      IF hold IS NOT NULL THEN
        RAISE EXCEPTION 'a legal hold is in force' USING ERRCODE = 'TLH01', DETAIL = hold::text;
      END IF;
      RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END $$`,

  `CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '% only grows', TG_TABLE_NAME; END $$`,
];

/** How the hold on a row is found, by table. */
const HELD = {
  professionals: 'hold_on($1.id, NULL)',
  direct_lines: 'hold_on($1.professional_id, NULL)',
  listings: 'hold_on($1.professional_id, NULL)',
  consents: 'hold_on($1.professional_id, NULL)',
  consent_requests: 'hold_on_listing($1.listing_id)',
  pass_through_numbers: 'hold_on_listing($1.listing_id)',
  resting_numbers: 'hold_on($1.professional_id, NULL)',
  call_records: 'coalesce(hold_on($1.professional_id, $1.caller_token), hold_on_timeline($1.timeline))',
  caller_numbers: 'hold_on($1.professional_id, $1.token)',
  sessions: 'hold_on($1.professional_id, $1.caller_token)',
};

export class DataSubjects1767225600006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [name, columns] of Object.entries(TABLES))
      await runner.query(`CREATE TABLE ${name} (${columns})`);
    for (const statement of [...FUNCTIONS, ...INDEXES, ...NAMELESS]) await runner.query(statement);
    for (const [table, hold] of Object.entries(HELD))
      await runner.query(
        `CREATE TRIGGER keep_what_is_held BEFORE DELETE ON ${table}
          FOR EACH ROW EXECUTE FUNCTION refuse_when_held('${hold}')`,
      );
    // A number that is replaced gets a row id of its own: the number before it would be gone.
    await runner.query(
      `CREATE TRIGGER keep_the_number_held BEFORE UPDATE ON direct_lines
        FOR EACH ROW WHEN (OLD.id <> NEW.id) EXECUTE FUNCTION refuse_when_held('${HELD.direct_lines}')`,
    );
    await runner.query(
      `CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON receipts
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
    );
    // Also where a session says that it replays what another database did already.
    await runner.query('ALTER TABLE receipts ENABLE ALWAYS TRIGGER append_only');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION refuse_when_held CASCADE');
    await runner.query('DROP INDEX call_records_by_number, call_records_by_name, call_records_with_story');
    for (const name of ['hold_on_timeline', 'hold_on_listing', 'hold_on', 'names_in'])
      await runner.query(`DROP FUNCTION ${name}`);
    // What names nobody any more cannot name somebody again.
    await runner.query('DELETE FROM consents WHERE professional_id IS NULL');
    await runner.query('DELETE FROM resting_numbers WHERE professional_id IS NULL');
    await runner.query(`ALTER TABLE consents
      ALTER professional_id SET NOT NULL, ALTER listing_id SET NOT NULL, DROP receipt_id`);
    await runner.query(
      `ALTER TABLE resting_numbers ALTER professional_id SET NOT NULL, ALTER listing_id SET NOT NULL`,
    );
    for (const name of Object.keys(TABLES).reverse()) await runner.query(`DROP TABLE ${name}`);
    await runner.query('DROP FUNCTION refuse_change');
  }
}
