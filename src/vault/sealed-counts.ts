import type { DataSource } from 'typeorm';
import { sealedTables } from './sealed-tables.js';
import { VaultError } from './vault-error.js';

interface SealedCount {
  what: string;
  keyId: string;
  rows: number;
}

/** How many rows each key sealed, of each kind of thing. */
export async function sealedCounts(dataSource: DataSource, of = sealedTables): Promise<SealedCount[]> {
  const counts = of.map(async ({ what, table }) => {
    const rows = await dataSource.query<Omit<SealedCount, 'what'>[]>(
      `SELECT key_id AS "keyId", count(*)::int AS rows FROM ${table}
       WHERE key_id IS NOT NULL GROUP BY key_id ORDER BY key_id`,
    );
    return rows.map((row) => ({ what, ...row }));
  });
  return (await Promise.all(counts)).flat();
}

/** What a key sealed that is not in the table any more can never be opened: better to know it now. */
export async function refuseOrphans(dataSource: DataSource, keys: { id: string }[]): Promise<void> {
  const known = new Set(keys.map(({ id }) => id));
  const lasting = await sealedCounts(
    dataSource,
    sealedTables.filter(({ isPassing }) => !isPassing),
  );
  const orphan = lasting.find(({ keyId }) => !known.has(keyId));
  if (!orphan) return;
  const { rows, what, keyId } = orphan;
  throw new VaultError(
    'vault-keys-damaged',
    `${rows} of the ${what} are sealed with the key ${keyId}, which is not in the table vault_keys; ` +
      'restore that table from a backup, or remove these rows',
  );
}
