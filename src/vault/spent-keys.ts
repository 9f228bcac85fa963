import type { EntityManager } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import type { Audit } from '../audit/audit.js';
import { sealedTables } from './sealed-tables.js';

/** What is sealed stays in caches for 12 h at most, and in the state of a call for 8.5 h. */
export const KEPT_HOURS = 24;

/**
 * Destroys the sealing keys that were retired a day ago, unless something in the tables still needs one. Returns
 * their ids. The next rotation and the retention job call it.
 */
export function destroySpentKeys(manager: EntityManager, audit: Audit, actor: Actor): Promise<string[]> {
  return manager.transaction(async (inner) => {
    const [rows] = await inner.query<[{ id: string }[], number]>(DELETE_SPENT);
    for (const { id: key } of rows)
      await audit.write(inner, { actor, action: 'vault-key-destroyed', subject: 'vault', detail: { key } });
    return rows.map(({ id }) => id);
  });
}

const DELETE_SPENT = `
  DELETE FROM vault_keys
  WHERE purpose = 'sealing' AND state = 'retired' AND retired_at < clock_timestamp() - interval '${KEPT_HOURS} hours'
    ${sealedTables.map(({ table }) => `AND NOT EXISTS (SELECT FROM ${table} WHERE key_id = vault_keys.id)`).join(' ')}
  RETURNING id`;
