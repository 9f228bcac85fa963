import type { KeyObject } from 'node:crypto';

/**
 * What an index is for: equal numbers are found by it, in the table of direct lines and among callers; it chains the
 * entries of the audit log; and it keeps one-time codes, and who asks for consent, from being read. A new one needs no more than a word here: its key is made at the next boot.
 */
export const INDEX_PURPOSES = ['line-index', 'caller-token', 'audit-chain', 'consent'] as const;

export type IndexPurpose = (typeof INDEX_PURPOSES)[number];

/** Each purpose has keys of its own, so that none tells of another. */
export type Purpose = 'sealing' | IndexPurpose;

export const PURPOSES: Purpose[] = ['sealing', ...INDEX_PURPOSES];

/**
 * `pending`: made, and waiting until every process knows it. `current`: one of each purpose.
 * `retired`: opens what it sealed, and seals no more.
 */
export type KeyState = 'pending' | 'current' | 'retired';

/** A key that works on data. A `KeyObject` shows nothing of itself when it is printed. */
export interface DataKey {
  /** Stands beside what it sealed; tells nothing of the key. */
  id: string;
  purpose: Purpose;
  state: KeyState;
  key: KeyObject;
}
