import { callerSeal } from '../callers/caller-seal.js';
import { lineSeal } from '../direct-lines/line-seal.js';
import { credentialSeal } from '../trunks/credential-seal.js';

/** A table that holds something sealed, in its columns `key_id` (text) and `ciphertext` (bytea), both null or none. */
export interface SealedTable {
  /** For people. */
  what: string;
  table: string;
  /** Its primary key. */
  id: string;
  /** SQL for whose it is, where the seal is bound to that too. */
  owner?: string;
  /** Kept for days only: what of it cannot be opened is forgotten soon. */
  isPassing?: boolean;
  /** The words that its seals are bound to. */
  boundTo(id: string, owner: string): string;
}

/** Everything in the database that the vault sealed: a change of keys seals all of it anew. */
export const sealedTables: SealedTable[] = [
  {
    what: 'direct lines',
    table: 'direct_lines',
    id: 'id',
    owner: 'professional_id',
    boundTo: (id, professionalId) => lineSeal(professionalId, id),
  },
  { what: "callers' numbers", table: 'caller_numbers', id: 'call_id', isPassing: true, boundTo: callerSeal },
  { what: "sessions' callers", table: 'sessions', id: 'id', isPassing: true, boundTo: callerSeal },
  {
    what: "trunks' credentials",
    table: 'trunk_credentials',
    id: 'id',
    owner: `trunk_id || '/' || purpose`,
    boundTo: (_, owner) => credentialSeal(owner),
  },
];
