import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from '../common/command.js';
import { hashOf } from './api-keys.js';

/** Where a key is put for whoever shall have it: readable by the service's user alone. */
export class KeyFile {
  readonly file: string;

  constructor(keysDir: string, name: string) {
    this.file = join(keysDir, `api-${name}.key`);
  }

  async write(key: string): Promise<void> {
    const handle = await open(this.file, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
      throw new CommandError(`${this.file} is there already: move it away, or choose another name.`);
    });
    await handle.writeFile(`${key}\n`).finally(() => handle.close());
  }

  /** Unless another key is in it by now. */
  async removeIfOf(hash: Buffer): Promise<void> {
    const text = await readFile(this.file, 'utf8').catch(() => '');
    if (hashOf(text.trim()).equals(hash)) await rm(this.file);
  }

  remove(): Promise<void> {
    return rm(this.file, { force: true });
  }
}
