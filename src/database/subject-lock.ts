import type { EntityManager } from 'typeorm';
import { LOCKS } from './locks.js';

/**
 * Erasing a person and writing about people exclude each other, until the end of the transaction:
 * what is written is either there to be erased, or written by somebody who sees the erasure.
 */
export const lockForErasing = (manager: EntityManager): Promise<unknown> =>
  manager.query('SELECT pg_advisory_xact_lock($1)', [LOCKS.subjects]);

export const lockForWriting = (manager: EntityManager): Promise<unknown> =>
  manager.query('SELECT pg_advisory_xact_lock_shared($1)', [LOCKS.subjects]);
