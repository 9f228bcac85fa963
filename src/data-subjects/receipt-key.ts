import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomUUID,
  type KeyObject,
} from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { keyName, signed, type Receipt, type Unsigned } from './receipt.js';

/** Signs receipts. The key is made when the first is needed, in a file that only the service's user can read. */
@Injectable()
export class ReceiptKey {
  private readonly file: string;

  constructor(private readonly config: Config) {
    this.file = join(config.keysDir, 'receipt.key');
  }

  async sign(receipt: Unsigned): Promise<Receipt> {
    const key = await this.key();
    return signed(receipt, key, keyName(createPublicKey(key)));
  }

  /** `key` names it in receipts; `publicKey` is PEM. */
  async publicKey(): Promise<{ key: string; publicKey: string }> {
    const key = createPublicKey(await this.key());
    return { key: keyName(key), publicKey: key.export({ type: 'spki', format: 'pem' }).toString() };
  }

  private async key(): Promise<KeyObject> {
    const text = (await this.read()) ?? (await this.make());
    try {
      const key = createPrivateKey(text);
      if (key.asymmetricKeyType === 'ed25519') return key;
    } catch {
      // The parser's own message may quote the key.
    }
    throw new Error(
      `${this.file} holds no Ed25519 key: put the right one back, or move it away for a new one`,
    );
  }

  private read(): Promise<string | undefined> {
    return readFile(this.file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw new Error(`${this.file} cannot be read (${error.code}): receipts are signed with it`);
    });
  }

  /** Whole or not at all. Another process may have made one meanwhile: then it is that one. */
  private async make(): Promise<string> {
    const { privateKey } = generateKeyPairSync('ed25519');
    await mkdir(this.config.keysDir, { recursive: true, mode: 0o700 });
    const draft = `${this.file}.${randomUUID()}`;
    try {
      const text = privateKey.export({ type: 'pkcs8', format: 'pem' });
      await writeFile(draft, text, { flag: 'wx', mode: 0o600, flush: true });
      await link(draft, this.file).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      });
    } finally {
      await rm(draft, { force: true });
    }
    return readFile(this.file, 'utf8');
  }
}
