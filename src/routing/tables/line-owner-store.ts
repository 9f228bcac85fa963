import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { RedisConnection } from '../../redis/redis-connection.js';
import { Script } from '../../redis/script.js';
import { cacheKeys as keys } from '../cache/cache-keys.js';

/** Whose direct line it is, by its index. */
export interface LineOwner {
  line: string;
  professionalId: string;
}

/** What Redis says of a line. `at`: when all lines were loaded, in ms since the epoch; null: they are not there. */
export interface OwnerAnswer {
  at: number | null;
  professionalId: string | null;
}

const KEPT_MS = 12 * 3_600_000;
const FILLING_MS = 60_000;
const CHUNK = 1000;
/** Field of the hash: when it was filled. */
const FILLED = 'filled';

/** KEYS: owners, version, new owners. ARGV: version, age. */
const REPLACE = new Script(`
  if (redis.call('GET', KEYS[2]) or '') ~= ARGV[1] then return 0 end
  redis.call('RENAME', KEYS[3], KEYS[1])
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  return 1`);

/** KEYS: owners, version. ARGV: professional. */
const DROP = new Script(`
  redis.call('INCR', KEYS[2])
  local had = redis.call('HGET', KEYS[1], ARGV[1])
  if had and redis.call('HGET', KEYS[1], had) == ARGV[1] then redis.call('HDEL', KEYS[1], had) end
  return redis.call('HDEL', KEYS[1], ARGV[1])`);

/** KEYS: owners, version. ARGV: version, professional, the field of their line. */
const ADD = new Script(`
  if (redis.call('GET', KEYS[2]) or '') ~= ARGV[1] then return 0 end
  if redis.call('EXISTS', KEYS[1]) == 0 then return 1 end
  redis.call('HSET', KEYS[1], ARGV[3], ARGV[2], ARGV[2], ARGV[3])
  return 1`);

/**
 * All direct lines in one hash, line to professional and back. A version goes up with every change, and what was read
 * of Postgres under an older one is not stored. Everything here rejects when Redis fails.
 */
@Injectable()
export class LineOwnerStore {
  constructor(private readonly redis: RedisConnection) {}

  async find(line: string): Promise<OwnerAnswer> {
    const [filled, owner] = await this.redis.run((client) =>
      client.hmget(keys.lineOwners, FILLED, fieldOf(line)),
    );
    return { at: filled ? Number(filled) : null, professionalId: owner ?? null };
  }

  /** The professional's line is nobody's from now on, and the version is another one. */
  async drop(professionalId: string): Promise<void> {
    const names = [keys.lineOwners, keys.lineVersion];
    await this.redis.run((client) => DROP.run(client, names, [professionalId]));
  }

  async version(): Promise<string> {
    return (await this.redis.run((client) => client.get(keys.lineVersion))) ?? '';
  }

  /** False: a line has changed since `version`, and nothing is stored. */
  async replace(owners: LineOwner[], version: string, at: Date): Promise<boolean> {
    const fresh = keys.newLineOwners(randomUUID());
    await this.redis.run((client) => client.hset(fresh, FILLED, at.getTime()));
    await this.redis.run((client) => client.pexpire(fresh, FILLING_MS));
    for (let i = 0; i < owners.length; i += CHUNK) {
      const fields = owners.slice(i, i + CHUNK).flatMap(fieldsOf);
      await this.redis.run((client) => client.hset(fresh, ...fields));
    }
    const names = [keys.lineOwners, keys.lineVersion, fresh];
    return (await this.redis.run((client) => REPLACE.run(client, names, [version, KEPT_MS]))) === 1;
  }

  /** False: as above. */
  async add({ line, professionalId }: LineOwner, version: string): Promise<boolean> {
    const names = [keys.lineOwners, keys.lineVersion];
    const args = [version, professionalId, fieldOf(line)];
    return (await this.redis.run((client) => ADD.run(client, names, args))) === 1;
  }
}

/** Hashed: what stands in Redis is not what stands in Postgres. */
const fieldOf = (line: string): string => createHash('sha256').update(line).digest('base64url').slice(0, 22);

const fieldsOf = ({ line, professionalId }: LineOwner): string[] => [
  ...[fieldOf(line), professionalId],
  ...[professionalId, fieldOf(line)],
];
