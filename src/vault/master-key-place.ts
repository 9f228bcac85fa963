import { randomBytes } from 'node:crypto';
import { chown, mkdir, open, readdir, readFile, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Config } from '../config/config.js';
import { KEY_BYTES, MasterKey, parseMasterKey } from './master-key.js';
import { VaultError } from './vault-error.js';

/** Where the master key stands: VAULT_KEY, or keys/vault.key. */
export class MasterKeyPlace {
  readonly file: string;
  /** Written before the data keys are wrapped anew, and renamed after: at any moment one of the two is right. */
  readonly nextFile: string;

  constructor(private readonly config: Pick<Config, 'keysDir' | 'vaultKey' | 'newVaultKey'>) {
    this.file = join(config.keysDir, 'vault.key');
    this.nextFile = `${this.file}.next`;
  }

  get isEnvironment(): boolean {
    return this.config.vaultKey !== undefined;
  }

  get name(): string {
    return this.isEnvironment ? 'VAULT_KEY' : this.file;
  }

  /** Undefined when there is none. Rejects when it cannot be read, or is no key. */
  async read(): Promise<MasterKey | undefined> {
    if (this.config.vaultKey) return parsed(this.config.vaultKey, 'VAULT_KEY');
    const text = await readFile(this.file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw unreadable(this.file, error);
    });
    return text === undefined ? undefined : parsed(text, this.file);
  }

  /** The one a rotation put beside it. */
  async readNext(): Promise<MasterKey | undefined> {
    const { newVaultKey } = this.config;
    if (this.isEnvironment) return newVaultKey ? parsed(newVaultKey, 'NEW_VAULT_KEY') : undefined;
    try {
      return parsed(await readFile(this.nextFile, 'utf8'), this.nextFile);
    } catch {
      // None, or half a file of a rotation that was killed: it has wrapped nothing yet.
      return undefined;
    }
  }

  async create(): Promise<MasterKey> {
    try {
      const master = await this.writeNext();
      await this.promoteNext();
      return master;
    } catch (error) {
      throw unwritable(this.file, error as NodeJS.ErrnoException);
    }
  }

  async writeNext(): Promise<MasterKey> {
    const key = randomBytes(KEY_BYTES);
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await this.write(this.nextFile, `${key.toString('base64')}\n`);
    return new MasterKey(key, this.file);
  }

  /** The older key stays under another name, which it gives: backups of the database from before need it. */
  async promoteNext(): Promise<string | undefined> {
    const kept = await this.keepOld();
    await rename(this.nextFile, this.file);
    await sync(this.folder);
    return kept;
  }

  /** The files beside the one in use that hold a master key, or did, by their names. */
  async others(): Promise<string[]> {
    const inUse = this.isEnvironment ? [] : [this.file, this.nextFile];
    const names = await readdir(this.folder).catch(() => []);
    const files = names.filter((name) => name.startsWith('vault.key')).map((name) => join(this.folder, name));
    return files.filter((file) => !inUse.includes(file)).sort();
  }

  private get folder(): string {
    return dirname(this.file);
  }

  private async keepOld(): Promise<string | undefined> {
    const text = await readFile(this.file, 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    const kept = `${this.file}.until-${new Date().toISOString().replace(/[:.]/g, '-')}`;
    await this.write(kept, text);
    return kept;
  }

  /** Run by root, it must still be the service that reads it. */
  private async write(file: string, text: string): Promise<void> {
    await writeDurably(file, text);
    const { uid, gid } = await stat(this.file).catch(() => stat(this.folder));
    await chown(file, uid, gid);
  }
}

const parsed = (text: string, where: string) => new MasterKey(parseMasterKey(text, where), where);

const unreadable = (file: string, { code }: NodeJS.ErrnoException) =>
  new VaultError(
    'vault-key-unreadable',
    `the vault's master key in ${file} cannot be read (${code}); give this user the right to`,
  );

const unwritable = (file: string, { code }: NodeJS.ErrnoException) =>
  new VaultError(
    'vault-key-unwritable',
    `the vault's master key cannot be written to ${file} (${code}); give this user the right to`,
  );

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.chmod(0o600);
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await sync(dirname(file));
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
