import type { DataSource } from 'typeorm';
import type { Config } from '../config/config.js';
import { alone } from '../database/alone.js';
import { Keyring } from './keyring.js';
import { createVaultKey, readVaultKey, vaultKeyFile } from './vault-key-file.js';
import { VaultKey } from './vault-key.entity.js';
import { VaultKeys } from './vault-keys.js';

/** The keys of this database's direct lines. Refuses at boot what would otherwise fail call by call. */
export function loadKeyring(config: Config, dataSource: DataSource): Promise<Keyring> {
  return alone(dataSource, async () => {
    const known = await dataSource.getRepository(VaultKey).find();
    const key = (await readVaultKey(config)) ?? (await firstKey(config, known));
    const keys = new VaultKeys(key);
    if (known.length === 0) await dataSource.getRepository(VaultKey).insert({ id: keys.id });
    else if (!known.some(({ id }) => id === keys.id)) throw wrongKey(config);
    return new Keyring(keys.all());
  });
}

/** A new key is made for a new database only: beside sealed lines it would open none of them. */
async function firstKey(config: Config, known: VaultKey[]): Promise<Buffer> {
  if (known.length === 0) return createVaultKey(config);
  throw new Error(
    `The vault's key is missing: this database has direct lines sealed with it. ` +
      `Put it back as ${vaultKeyFile(config.keysDir)} or VAULT_KEY`,
  );
}

function wrongKey({ keysDir, vaultKey }: Config): Error {
  const where = vaultKey ? 'VAULT_KEY' : vaultKeyFile(keysDir);
  return new Error(
    `The vault's key in ${where} is not the one this database was sealed with; put that one back`,
  );
}
