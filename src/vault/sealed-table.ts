/**
 * A table that holds something sealed, in its columns `key_id` (text) and `ciphertext` (bytea). Whoever makes one
 * describes it so, and names it in sealed-tables.ts: a change of keys seals its rows anew.
 */
export interface SealedTable {
  /** For people: "direct lines". */
  what: string;
  table: string;
  /** Its primary key. */
  id: string;
  /** The column of whose it is, where the seal is bound to that too. */
  owner?: string;
  /** The words its seals are bound to. */
  boundTo(id: string, owner: string): string;
}
