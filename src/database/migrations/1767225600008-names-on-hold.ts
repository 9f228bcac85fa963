import type { MigrationInterface, QueryRunner } from 'typeorm';

const FUNCTIONS = [
  // What the story of a call names people by: ids, numbers, and extensions with the number they were dialled under,
  // because another number may have the same extension. No word that names somebody is shorter than this.
  `CREATE FUNCTION names_in_call(dialled text, timeline jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(array_agg(DISTINCT CASE WHEN word ~ '^[0-9]{6}$' THEN dialled || ' ' || word ELSE word END), '{}')
    FROM jsonb_array_elements(timeline) AS entry, string_to_table(entry->>'detail', ' ') AS word
    WHERE length(word) > 5 $$`,

  // All that a call may name a professional by: the id, the listings, the extensions and the numbers of their own;
  // those too that were removed.
  `CREATE FUNCTION names_of(professional uuid) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY(
      SELECT professional::text
      UNION SELECT id::text FROM listings WHERE professional_id = professional
      UNION SELECT concat_ws(' ', coalesce(p.number, s.number), p.extension)
        FROM listings l JOIN pass_through_numbers p ON p.listing_id = l.id
        LEFT JOIN switchboard_numbers s ON s.id = p.switchboard_number_id
        WHERE l.professional_id = professional
      UNION SELECT concat_ws(' ', number, extension) FROM resting_numbers WHERE professional_id = professional
      UNION SELECT listing_id::text FROM resting_numbers WHERE professional_id = professional
      UNION SELECT listing_id::text FROM consents WHERE professional_id = professional) $$`,

  // The hold in force on anybody who was only rung, or only asked for. Found by the few names that the call has, the
  // other way round than `names_of`: there may be many holds.
  `CREATE FUNCTION hold_on_named(called text, timeline jsonb) RETURNS uuid LANGUAGE plpgsql STABLE AS $$
    DECLARE
      names text[];
      ids uuid[];
      extensions text[];
    BEGIN
      IF NOT EXISTS (SELECT FROM legal_holds WHERE lifted_at IS NULL AND professional_id IS NOT NULL) THEN
        RETURN NULL;
      END IF;
      names := names_in_call(called, timeline);
      ids := ARRAY(SELECT name::uuid FROM unnest(names) AS name WHERE name ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$');
      extensions := ARRAY(SELECT split_part(name, ' ', 2) FROM unnest(names) AS name WHERE name LIKE '% %');
      RETURN (SELECT id FROM legal_holds WHERE lifted_at IS NULL AND professional_id IN (
        SELECT unnest(ids)
        UNION ALL SELECT professional_id FROM listings WHERE id = ANY (ids)
        UNION ALL SELECT professional_id FROM consents WHERE listing_id = ANY (ids)
        UNION ALL SELECT professional_id FROM resting_numbers WHERE listing_id = ANY (ids)
        UNION ALL SELECT professional_id FROM resting_numbers WHERE number = called AND extension IS NULL
        UNION ALL SELECT professional_id FROM resting_numbers WHERE number = called AND extension = ANY (extensions)
        UNION ALL SELECT l.professional_id FROM pass_through_numbers p JOIN listings l ON l.id = p.listing_id
          WHERE p.number = called
        UNION ALL SELECT l.professional_id FROM switchboard_numbers s
          JOIN pass_through_numbers p ON p.switchboard_number_id = s.id JOIN listings l ON l.id = p.listing_id
          WHERE s.number = called AND p.extension = ANY (extensions))
        ORDER BY created_at LIMIT 1);
    END $$`,

  // Whoever dialled a session number had somebody in mind.
  `CREATE FUNCTION rest_session_number() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO resting_numbers (number, of_sessions) VALUES (OLD.number, true) ON CONFLICT DO NOTHING;
    RETURN NULL;
  END $$`,
];

const INDEXES = [
  `CREATE INDEX call_records_by_name ON call_records USING gin (names_in_call(dialled, timeline))`,
  `CREATE INDEX resting_numbers_by_professional ON resting_numbers (professional_id)`,
  `CREATE INDEX resting_numbers_by_listing ON resting_numbers (listing_id)`,
  `CREATE INDEX consents_by_professional ON consents (professional_id)`,
];

const HELD_CALL =
  'coalesce(hold_on($1.professional_id, $1.caller_token), hold_on_named($1.dialled, $1.timeline))';

/** What must not change while a hold is in force, and how that is found, by table. A seal may be made anew. */
const HELD: Record<string, [names: string, hold: string]> = {
  call_records: ['$.professional_id, $.listing_id, $.caller_token, $.dialled, $.timeline', HELD_CALL],
  consents: [
    '$.professional_id, $.listing_id, $.direct_line_id, $.call_id, $.wording',
    'hold_on($1.professional_id, NULL)',
  ],
  resting_numbers: [
    '$.number, $.extension, $.professional_id, $.listing_id',
    'hold_on($1.professional_id, NULL)',
  ],
  sessions: [
    '$.session_number_id, $.professional_id, $.listing_id, $.caller_token, $.reference, $.ciphertext IS NULL',
    'hold_on($1.professional_id, $1.caller_token)',
  ],
};

const keepCalls = (hold: string): string =>
  `CREATE OR REPLACE TRIGGER keep_what_is_held BEFORE DELETE ON call_records
    FOR EACH ROW EXECUTE FUNCTION refuse_when_held('${hold}')`;

export class NamesOnHold1767225600008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE resting_numbers ADD of_sessions boolean NOT NULL DEFAULT false');
    // Of a hold that was lifted long ago, the caller is forgotten like every caller.
    await runner.query(`ALTER TABLE legal_holds DROP CONSTRAINT legal_holds_check, ADD CONSTRAINT legal_holds_check
      CHECK (num_nulls(professional_id, token) = 1 OR num_nulls(professional_id, token) = 2 AND lifted_at IS NOT NULL)`);
    await runner.query('DROP INDEX call_records_by_name');
    for (const statement of [...FUNCTIONS, ...INDEXES, keepCalls(HELD_CALL)]) await runner.query(statement);
    await runner.query('DROP FUNCTION hold_on_timeline, names_in');
    for (const [table, [names, hold]] of Object.entries(HELD))
      await runner.query(
        `CREATE TRIGGER keep_names_held BEFORE UPDATE ON ${table} FOR EACH ROW
          WHEN ((${names.replaceAll('$', 'OLD')}) IS DISTINCT FROM (${names.replaceAll('$', 'NEW')}))
          EXECUTE FUNCTION refuse_when_held('${hold}')`,
      );
    await runner.query(
      `CREATE TRIGGER session_number_removed AFTER DELETE ON session_numbers
        FOR EACH ROW EXECUTE FUNCTION rest_session_number()`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of Object.keys(HELD)) await runner.query(`DROP TRIGGER keep_names_held ON ${table}`);
    await runner.query('DROP FUNCTION rest_session_number CASCADE');
    await runner.query(
      'DROP INDEX call_records_by_name, resting_numbers_by_professional, resting_numbers_by_listing, consents_by_professional',
    );
    for (const statement of BEFORE) await runner.query(statement);
    await runner.query('DROP FUNCTION hold_on_named, names_of, names_in_call');
    await runner.query('DELETE FROM resting_numbers WHERE of_sessions');
    await runner.query('ALTER TABLE resting_numbers DROP of_sessions');
    await runner.query('DELETE FROM legal_holds WHERE num_nonnulls(professional_id, token) = 0');
    await runner.query(`ALTER TABLE legal_holds DROP CONSTRAINT legal_holds_check,
      ADD CONSTRAINT legal_holds_check CHECK (num_nonnulls(professional_id, token) = 1)`);
  }
}

/** As the tables of the data subjects were made. */
const BEFORE = [
  `CREATE FUNCTION names_in(timeline jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(array_agg(DISTINCT word), '{}')
    FROM jsonb_array_elements(timeline) AS entry, string_to_table(entry->>'detail', ' ') AS word
    WHERE length(word) > 5 $$`,
  `CREATE FUNCTION hold_on_timeline(timeline jsonb) RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT id FROM legal_holds
    WHERE lifted_at IS NULL AND professional_id::text = ANY (names_in(timeline))
    ORDER BY created_at LIMIT 1 $$`,
  `CREATE INDEX call_records_by_name ON call_records USING gin (names_in(timeline))`,
  keepCalls('coalesce(hold_on($1.professional_id, $1.caller_token), hold_on_timeline($1.timeline))'),
];
