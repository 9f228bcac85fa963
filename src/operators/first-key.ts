import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config } from '../config/config.js';
import { alone } from '../database/alone.js';
import { ApiKey } from './api-key.entity.js';
import { createApiKey, hashOf, isApiKey } from './api-keys.js';

/** Gives a new database its first operator key, in a file that only the service's user can read. */
@Injectable()
export class FirstKey implements OnModuleInit {
  private readonly logger = new Logger('Operators');
  private readonly file: string;

  constructor(
    private readonly dataSource: DataSource,
    private readonly config: Config,
  ) {
    this.file = join(config.keysDir, 'operator.key');
  }

  async onModuleInit(): Promise<void> {
    await alone(this.dataSource, async () => {
      const keys = this.dataSource.getRepository(ApiKey);
      if (await keys.existsBy({})) return;
      // The file first: a key that nobody has is of no use, one that is not yet known is known at the next start.
      const key = (await this.readKey()) ?? (await this.writeKey());
      await keys.insert({
        name: 'first key',
        hash: hashOf(key),
        // Whoever sets a copy up connects its carriers. Keys that are made later need be given that.
        roles: ['operator', 'carriers'],
        lastUsedAt: null,
        revokedAt: null,
      });
      this.logger.log(`The first operator key is in ${this.file}`);
    });
  }

  /** The key of an earlier database is kept: whoever set this copy up has it already. */
  private async readKey(): Promise<string | undefined> {
    const text = await readFile(this.file, 'utf8').catch(() => '');
    return isApiKey(text.trim()) ? text.trim() : undefined;
  }

  private async writeKey(): Promise<string> {
    const key = createApiKey();
    await mkdir(this.config.keysDir, { recursive: true, mode: 0o700 });
    await writeFile(this.file, `${key}\n`, { mode: 0o600 });
    return key;
  }
}
