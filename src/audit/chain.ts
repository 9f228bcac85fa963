import type { Vault } from '../vault/vault.js';
import type { AuditRow } from './audit-row.entity.js';
import { canonical } from './canonical.js';

/** What comes before the first entry. */
export const BEGINNING = Buffer.alloc(32);

/**
 * Covers the entry and the one before it. The key is the vault's and not in the database: who has the database alone
 * can change entries, but cannot give them hashes that fit.
 */
export const chainHash = (vault: Vault, entry: Omit<AuditRow, 'hash'>): Buffer =>
  vault.hmac('audit-chain', canonical(entry));
