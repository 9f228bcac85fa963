import type { KeyObject } from 'node:crypto';

/** Each purpose has keys of its own, so that none tells of another. */
export type Purpose = 'sealing' | IndexPurpose;

/**
 * What equal numbers are found by, in the table of direct lines and among callers; and what chains the entries of the
 * audit log.
 */
export type IndexPurpose = 'line-index' | 'caller-token' | 'audit-chain';

/** A key that works on data. A `KeyObject` shows nothing of itself when it is printed. */
export interface DataKey {
  /** Stands beside what it sealed; tells nothing of the key. */
  id: string;
  purpose: Purpose;
  isCurrent: boolean;
  key: KeyObject;
}
