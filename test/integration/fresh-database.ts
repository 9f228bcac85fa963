import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';

/** An empty database, for one test file. */
export async function freshDatabase(): Promise<{ url: string; remove(): Promise<void> }> {
  const server = process.env['DATABASE_URL'] ?? '';
  const name = `test_${randomBytes(6).toString('hex')}`;
  const maintenance = await new DataSource({ type: 'postgres', url: server }).initialize();
  await maintenance.query(`CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async remove() {
      await maintenance.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await maintenance.destroy();
    },
  };
}
