import { HOLDINGS, NAMELESS } from '../../../src/data-subjects/holdings.js';
import { query, usePeople } from './people.js';

usePeople();

/** Columns by which a person, or something of a person's, is named: by what they are called, or by what they refer to. */
const NAMING = `
  SELECT c.table_name || '.' || c.column_name AS name FROM information_schema.columns c
  JOIN information_schema.tables t USING (table_schema, table_name)
  WHERE table_schema = 'public' AND t.table_type = 'BASE TABLE' AND (
    c.column_name ~ '^(subject|token|.*_token|.*_index)$'
    OR c.column_name ~ '^(professional|listing|direct_line|call|request|session|receipt|caller)_id$'
    OR EXISTS (
      SELECT FROM information_schema.key_column_usage k
      JOIN information_schema.referential_constraints r USING (constraint_schema, constraint_name)
      JOIN information_schema.constraint_column_usage u
        ON u.constraint_schema = r.unique_constraint_schema AND u.constraint_name = r.unique_constraint_name
      WHERE k.table_name = c.table_name AND k.column_name = c.column_name AND u.table_name = ANY ($1)))`;

const tables = HOLDINGS.map(({ table }) => table);
const claimed = HOLDINGS.flatMap(({ table, names }) => names.map((name) => `${table}.${name}`));

describe('What is held about people', () => {
  it('is every table there is, or one that names nobody', async () => {
    const rows = await query(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
    );
    expect(rows.map(({ name }) => name).sort()).toEqual([...tables, ...Object.keys(NAMELESS)].sort());
  });

  it('is found by every column that names a person', async () => {
    const rows = await query(NAMING, [tables]);
    const names = rows.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['listings.professional_id', 'caller_numbers.token']));
    for (const name of names) expect(claimed).toContain(name);
  });

  it('is found by columns that are there', async () => {
    const rows = await query(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns WHERE table_schema = 'public'`,
    );
    const there = rows.map(({ name }) => name);
    for (const name of claimed) expect(there).toContain(name);
  });

  it('is noticed to have grown', async () => {
    await query('CREATE TABLE notes (about uuid REFERENCES professionals, caller_token text, text text)');
    const names = (await query(NAMING, [tables])).map(({ name }) => name);
    expect(names.filter((name) => !claimed.includes(name)).sort()).toEqual([
      'notes.about',
      'notes.caller_token',
    ]);
    await query('DROP TABLE notes');
  });
});
