import type { DataSource } from 'typeorm';
import type { Config } from '../config/config.js';
import { loadKeyring } from './load-keyring.js';
import { Vault } from './vault.js';

/** The vault for a command, which ends before its keys could change. Rejects with a VaultError, as a boot does. */
export const loadVault = async (config: Config, dataSource: DataSource): Promise<Vault> =>
  new Vault(await loadKeyring(config, dataSource));
