import type { DataSource } from 'typeorm';
import { Audit } from '../../../src/audit/audit.js';
import { CONSOLE } from '../../../src/audit/actor.js';
import type { Subject } from '../../../src/audit/facts.js';
import { connect } from '../../../src/database/connect.js';
import { Vault } from '../../../src/vault/vault.js';
import { keyring } from '../../unit/vault/keys.js';
import { freshDatabase } from '../fresh-database.js';

export let dataSource: DataSource;
export const vault = new Vault(keyring());
export const audit = new Audit(vault);

let database: Awaited<ReturnType<typeof freshDatabase>>;

/** A log of the file's own. */
export function useAuditLog(): void {
  beforeAll(async () => {
    database = await freshDatabase();
    dataSource = await connect(database.url);
  }, 30_000);
  afterAll(async () => {
    await dataSource.destroy();
    await database.remove();
  });
}

export const note = (subject: Subject = 'vault', manager = dataSource.manager) =>
  audit.write(manager, { actor: CONSOLE, action: 'api-key-revoked', subject });

export const rows = () => dataSource.query('SELECT * FROM audit_log ORDER BY seq');
