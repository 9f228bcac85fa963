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
      await drop(maintenance, name);
      await maintenance.destroy();
    },
  };
}

/** Postgres itself may be tidying up in there, which only a superuser may end: it is done in a moment. */
async function drop(maintenance: DataSource, name: string, tries = 20): Promise<void> {
  try {
    await maintenance.query(`DROP DATABASE ${name} WITH (FORCE)`);
  } catch (error) {
    if (tries === 0 || !/terminate process/.test((error as Error).message)) throw error;
    await new Promise((resolve) => setTimeout(resolve, 250));
    await drop(maintenance, name, tries - 1);
  }
}
