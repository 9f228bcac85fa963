import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { AuditError } from './audit-error.js';
import { headText, parseHead, type Head } from './head.js';

/** The newest entry, kept beside the keys: a database that was put back does not bring it back too. */
export class HeadFile {
  readonly file: string;

  constructor(private readonly keysDir: string) {
    this.file = join(keysDir, 'audit.head');
  }

  /** Undefined when none was kept yet. */
  async read(): Promise<Head | undefined> {
    const text = await readFile(this.file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    return text === undefined ? undefined : (parseHead(text) ?? this.refuse());
  }

  async write(head: Head): Promise<void> {
    await mkdir(this.keysDir, { recursive: true, mode: 0o700 });
    const fresh = `${this.file}.${randomBytes(4).toString('hex')}`;
    const handle = await open(fresh, 'wx', 0o600);
    await handle.writeFile(`${headText(head)}\n`).finally(() => handle.close());
    // Whole or not at all, whoever reads or dies meanwhile.
    await rename(fresh, this.file);
  }

  private refuse(): never {
    throw new AuditError('audit-head-malformed', `${this.file} holds no head of the audit log, as SEQ:HASH`);
  }
}
