import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config/config.js';
import { KEY_BYTES, parseVaultKey } from './vault-keys.js';

/** The vault's key from the environment or its file; undefined when there is neither. */
export async function readVaultKey({ vaultKey, keysDir }: Config): Promise<Buffer | undefined> {
  if (vaultKey) return parseVaultKey(vaultKey, 'VAULT_KEY');
  const file = vaultKeyFile(keysDir);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new Error(`The vault's key in ${file} cannot be read (${error.code}); give this user the right to`);
  });
  return text === undefined ? undefined : parseVaultKey(text, file);
}

export async function createVaultKey({ keysDir }: Config): Promise<Buffer> {
  const key = randomBytes(KEY_BYTES);
  await mkdir(keysDir, { recursive: true, mode: 0o700 });
  await writeFile(vaultKeyFile(keysDir), `${key.toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  return key;
}

export const vaultKeyFile = (keysDir: string): string => join(keysDir, 'vault.key');
