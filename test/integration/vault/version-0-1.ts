import { createCipheriv, createHmac, hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../../src/database/data-source.js';
import { FirstTables1767225600000 } from '../../../src/database/migrations/1767225600000-first-tables.js';

const derive = (master: Buffer, purpose: string) =>
  Buffer.from(hkdfSync('sha256', master, '', `throughline direct lines: ${purpose}`, 32));

/** A database as version 0.1 left it: one fingerprint, and a line sealed with keys derived from the master key. */
export async function databaseOfVersion01(url: string, master: Buffer, number: string) {
  const options = { ...dataSourceOptions(url), migrations: [FirstTables1767225600000] };
  const source = await new DataSource(options).initialize();
  await source.runMigrations();
  const keyId = derive(master, 'id').toString('hex').slice(0, 16);
  await source.query('INSERT INTO vault_keys (id) VALUES ($1)', [keyId]);
  const [professionalId, id] = [randomUUID(), randomUUID()];
  await source.query(
    `INSERT INTO professionals (id, display_name, time_zone, working_hours, away, acceptance, language)
     VALUES ($1, 'Doctor 1', 'America/New_York', '[]', false, true, 'en')`,
    [professionalId],
  );
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', derive(master, 'sealing'), nonce);
  cipher.setAAD(Buffer.from(`${professionalId}/${id}`));
  const body = Buffer.concat([cipher.update(number), cipher.final()]);
  const ciphertext = Buffer.concat([nonce, cipher.getAuthTag(), body]);
  const numberIndex = createHmac('sha256', derive(master, 'indexing')).update(number).digest();
  await source.query(
    `INSERT INTO direct_lines (id, professional_id, ciphertext, key_id, number_index) VALUES ($1, $2, $3, $4, $5)`,
    [id, professionalId, ciphertext, keyId, numberIndex],
  );
  await source.destroy();
  return { id, professionalId, keyId, ciphertext, numberIndex };
}
