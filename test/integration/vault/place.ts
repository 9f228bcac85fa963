import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { Config } from '../../../src/config/config.js';
import { connect } from '../../../src/database/connect.js';
import { environment, startApp } from '../api/service.js';
import { freshDatabase } from '../fresh-database.js';

export type Place = Awaited<ReturnType<typeof freshPlace>>;

/** An empty database, and a folder for its keys. */
export async function freshPlace() {
  const database = await freshDatabase();
  const home = mkdtempSync(join(tmpdir(), 'throughline-keys-'));
  const keysDir = join(home, 'keys');
  const sources: DataSource[] = [];
  return {
    url: database.url,
    keysDir,
    file: (name: string) => join(keysDir, name),
    write(name: string, text: string) {
      mkdirSync(keysDir, { recursive: true });
      writeFileSync(join(keysDir, name), text);
    },
    environment: (more: Record<string, string> = {}) => environment(database.url, keysDir, more),
    config: (more: Record<string, string> = {}) => new Config(environment(database.url, keysDir, more)),
    async connect(): Promise<DataSource> {
      const source = await connect(database.url);
      sources.push(source);
      return source;
    },
    /** The whole service, started and stopped again. */
    async boot(more: Record<string, string> = {}) {
      const { app } = await startApp(environment(database.url, keysDir, more));
      await app.close();
    },
    async remove() {
      for (const source of sources) if (source.isInitialized) await source.destroy();
      await database.remove();
      rmSync(home, { recursive: true });
    },
  };
}

export const masterKey = () => randomBytes(32).toString('base64');
