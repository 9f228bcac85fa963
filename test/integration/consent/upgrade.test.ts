import { DataSource } from 'typeorm';
import { connect } from '../../../src/database/connect.js';
import { dataSourceOptions } from '../../../src/database/data-source.js';
import { freshDatabase } from '../fresh-database.js';

/** A professional with a listing, as the first version had them. Gives the listing's id. */
async function listed(database: DataSource, name: string): Promise<string> {
  const [{ id }] = await database.query(
    `WITH category AS (
      INSERT INTO categories (key, names, strategy, prompts) VALUES ($1, '{}', 'longest-idle', '{}') RETURNING id),
    professional AS (
      INSERT INTO professionals (display_name, time_zone, working_hours, away, acceptance, language)
      VALUES ($1, 'UTC', '[]', false, true, 'en') RETURNING id)
    INSERT INTO listings (professional_id, category_id, published)
    SELECT professional.id, category.id, true FROM professional, category RETURNING id`,
    [name],
  );
  return id;
}

const addLine = (database: DataSource, listingId: string) =>
  database.query(
    `INSERT INTO direct_lines (professional_id, ciphertext, key_id, number_index)
    SELECT professional_id, '\\x00', 'k', decode(md5($1::text), 'hex') FROM listings WHERE id = $1::uuid`,
    [listingId],
  );

const addConsent = (
  database: DataSource,
  listingId: string,
  method: string,
  withdrawnAt: Date | null = null,
) =>
  database.query(
    `INSERT INTO consents (listing_id, given_at, wording, language, method, withdrawn_at)
    VALUES ($1, now(), 'Yes.', 'en', $2, $3)`,
    [listingId, method, withdrawnAt],
  );

it('Consents of the first version stay in force only where they name a line, and are not hearsay', async () => {
  const fresh = await freshDatabase();
  const first = await new DataSource({
    ...dataSourceOptions(fresh.url),
    migrations: (dataSourceOptions(fresh.url).migrations as []).slice(0, 1),
  }).initialize();
  await first.runMigrations();
  const [demo, hearsay, lineless] = [
    await listed(first, 'demo'),
    await listed(first, 'hearsay'),
    await listed(first, 'lineless'),
  ];
  await addLine(first, demo);
  await addLine(first, hearsay);
  await addConsent(first, demo, 'demo');
  await addConsent(first, demo, 'operator', new Date());
  await addConsent(first, hearsay, 'operator');
  await addConsent(first, lineless, 'demo');
  await first.destroy();

  const now = await connect(fresh.url);
  const inForce = await now.query(
    `SELECT c.listing_id, c.method, d.id IS NOT NULL AS "namesLine"
    FROM consents c LEFT JOIN direct_lines d ON d.id = c.direct_line_id WHERE withdrawn_at IS NULL`,
  );
  const [{ count }] = await now.query('SELECT count(*)::int FROM consents');
  await now.destroy();
  await fresh.remove();
  expect(inForce).toEqual([{ listing_id: demo, method: 'demo', namesLine: true }]);
  expect(count).toBe(4);
});
