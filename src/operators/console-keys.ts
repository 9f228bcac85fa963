import { IsNull } from 'typeorm';
import { CONSOLE } from '../audit/actor.js';
import type { CommandParts } from '../audit/with-audit.js';
import { CommandError } from '../common/command.js';
import { createApiKey, hashOf } from './api-keys.js';
import { ApiKey } from './api-key.entity.js';
import { KeyFile } from './key-file.js';
import type { Role } from './role.js';

/** Gives out and takes back API keys, on the machine itself: over the API nobody can give a role. */
export class ConsoleKeys {
  constructor(private readonly parts: Pick<CommandParts, 'config' | 'dataSource' | 'audit'>) {}

  list(): Promise<ApiKey[]> {
    return this.parts.dataSource.getRepository(ApiKey).find({ order: { createdAt: 'ASC', id: 'ASC' } });
  }

  /** The file first: a key that nobody has is of no use, and one that is not noted works nowhere. */
  async create(name: string, roles: Role[]): Promise<{ id: string; key: string; file: string }> {
    const key = createApiKey();
    const place = new KeyFile(this.parts.config.keysDir, name);
    await place.write(key);
    try {
      return { id: await this.insert(name, roles, key), key, file: place.file };
    } catch (error) {
      await place.remove();
      throw error;
    }
  }

  async revoke(id: string): Promise<ApiKey> {
    const { config, dataSource, audit } = this.parts;
    const key = await dataSource.transaction(async (manager) => {
      const given = { id, revokedAt: IsNull() };
      const row = await manager.findOneBy(ApiKey, given);
      const { affected } = await manager.update(ApiKey, given, { revokedAt: new Date() });
      if (!row || !affected) throw new CommandError('No key in use has this id: see npm run keys -- list.');
      await audit.write(manager, { actor: CONSOLE, action: 'api-key-revoked', subject: `api-key:${id}` });
      return row;
    });
    await new KeyFile(config.keysDir, key.name).removeIfOf(key.hash);
    return key;
  }

  private insert(name: string, roles: Role[], key: string): Promise<string> {
    const { dataSource, audit } = this.parts;
    return dataSource.transaction(async (manager) => {
      if (await manager.existsBy(ApiKey, { name, revokedAt: IsNull() }))
        throw new CommandError(
          'A key in use has this name already: choose another, or revoke that one first.',
        );
      const row = { name, hash: hashOf(key), roles, lastUsedAt: null, revokedAt: null };
      const { id } = await manager.save(manager.create(ApiKey, row));
      const entry = {
        actor: CONSOLE,
        action: 'api-key-created',
        subject: `api-key:${id}`,
        detail: { roles },
      } as const;
      await audit.write(manager, entry);
      return id;
    });
  }
}
