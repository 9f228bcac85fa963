import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { Config } from '../config/config.js';
import { connect } from '../database/connect.js';
import { loadVault } from '../vault/load-vault.js';
import type { Vault } from '../vault/vault.js';
import { Audit } from './audit.js';
import { HeadKeeper } from './head-keeper.js';

export interface CommandParts {
  config: Config;
  dataSource: DataSource;
  vault: Vault;
  audit: Audit;
}

/** What a command on the machine needs, for as long as it works. What is wrong with the keys is said as at a boot. */
export async function withAudit(work: (parts: CommandParts) => Promise<void>): Promise<void> {
  // A command speaks for itself; the service's log is not its place.
  Logger.overrideLogger(['warn', 'error', 'fatal']);
  const config = new Config(process.env);
  const dataSource = await connect(config.databaseUrl);
  try {
    const vault = await loadVault(config, dataSource);
    dataSource.subscribers.push(new HeadKeeper(config, dataSource));
    await work({ config, dataSource, vault, audit: new Audit(vault) });
  } finally {
    await dataSource.destroy();
  }
}
