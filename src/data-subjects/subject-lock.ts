import type { EntityManager } from 'typeorm';

/** Any number, as long as it is always this one, and not that of `alone`. */
const LOCK = 7_460_106;

/**
 * Erasing a person and writing about people exclude each other, until the end of the transaction:
 * what is written is either there to be erased, or written by somebody who sees the erasure.
 */
export const lockForErasing = (manager: EntityManager): Promise<unknown> =>
  manager.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);

export const lockForWriting = (manager: EntityManager): Promise<unknown> =>
  manager.query('SELECT pg_advisory_xact_lock_shared($1)', [LOCK]);
