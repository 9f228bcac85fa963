import type { DataSource, EntityManager } from 'typeorm';
import type { Keyring } from './keyring.js';
import { lock, unlock } from './seal-box.js';
import { sealedTables, type SealedTable } from './sealed-tables.js';

const BATCH = 100;

interface Row {
  id: string;
  owner: string;
  keyId: string;
  ciphertext: Buffer;
}

/** How far it is: `broken` are the rows that do not open, and were left as they are. */
export interface Resealed {
  done: number;
  of: number;
  broken: string[];
}

/**
 * Seals with the current key what older ones sealed, a batch a transaction: killed at any point, the next run takes
 * up the rest. Calls go on meanwhile, since every process opens with both keys.
 */
export class Resealer {
  private readonly resealed: Resealed = { done: 0, of: 0, broken: [] };

  constructor(
    private readonly dataSource: DataSource,
    private readonly keyring: Keyring,
    private readonly tell: (so: Resealed) => void,
  ) {}

  async run(): Promise<Resealed> {
    for (const table of sealedTables) this.resealed.of += await this.left(table);
    for (const table of sealedTables) {
      let last: string | undefined;
      do last = await this.dataSource.transaction((manager) => this.batch(manager, table, last));
      while (last !== undefined);
    }
    return this.resealed;
  }

  private async left({ table }: SealedTable): Promise<number> {
    const query = `SELECT count(*)::int AS rows FROM ${table} WHERE key_id <> $1`;
    const [counted] = await this.dataSource.query<{ rows: number }[]>(query, [this.current.id]);
    return counted?.rows ?? 0;
  }

  /** The id of the last row of a batch that begins after `after`; undefined when there was none. */
  private async batch(
    manager: EntityManager,
    table: SealedTable,
    after?: string,
  ): Promise<string | undefined> {
    const rows = await this.rows(manager, table, after);
    for (const row of rows) await this.sealAnew(manager, table, row);
    this.tell(this.resealed);
    return rows.at(-1)?.id;
  }

  private rows(
    manager: EntityManager,
    { table, id, owner = id }: SealedTable,
    after?: string,
  ): Promise<Row[]> {
    return manager.query<Row[]>(
      `SELECT ${id} AS id, ${owner} AS owner, key_id AS "keyId", ciphertext FROM ${table}
       WHERE key_id <> $1 ${after === undefined ? '' : `AND ${id} > $2`} ORDER BY ${id} LIMIT ${BATCH}`,
      [this.current.id, ...(after === undefined ? [] : [after])],
    );
  }

  private async sealAnew(manager: EntityManager, sealed: SealedTable, row: Row): Promise<void> {
    const { table, what } = sealed;
    const boundTo = sealed.boundTo(row.id, row.owner);
    const old = this.keyring.sealing(row.keyId);
    const text = old && unlock(old, row.ciphertext, boundTo);
    if (!text) return void this.resealed.broken.push(`${what}: ${row.id}`);
    // Set again or erased meanwhile, it is left as it is now.
    await manager.query(
      `UPDATE ${table} SET key_id = $1, ciphertext = $2 WHERE ${sealed.id} = $3 AND ciphertext = $4`,
      [this.current.id, lock(this.current.key, text, boundTo), row.id, row.ciphertext],
    );
    this.resealed.done++;
  }

  private get current() {
    return this.keyring.current('sealing');
  }
}
