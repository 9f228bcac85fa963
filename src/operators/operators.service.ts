import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Repository } from 'typeorm';
import { ApiKey } from './api-key.entity.js';
import { hashOf, isApiKey } from './api-keys.js';

/** `lastUsedAt` is no finer than this, so that a busy client does not write at every request. */
const USE_NOTED_EVERY_MS = 60_000;

@Injectable()
export class OperatorsService {
  private readonly logger = new Logger('Operators');

  constructor(@InjectRepository(ApiKey) private readonly keys: Repository<ApiKey>) {}

  /** Undefined when it is no key, or one that was revoked. */
  async find(key: string): Promise<ApiKey | undefined> {
    if (!isApiKey(key)) return undefined;
    const row = await this.keys.findOneBy({ hash: hashOf(key), revokedAt: IsNull() });
    if (row) this.noteUse(row);
    return row ?? undefined;
  }

  /** Not waited for: a request does not fail or slow down because its use could not be noted. */
  private noteUse({ id, lastUsedAt }: ApiKey): void {
    const now = new Date();
    if (lastUsedAt && now.getTime() - lastUsedAt.getTime() < USE_NOTED_EVERY_MS) return;
    this.keys
      .update(id, { lastUsedAt: now })
      .catch((error: Error) => this.logger.warn(`The use of API key ${id} was not noted: ${error.message}`));
  }
}
