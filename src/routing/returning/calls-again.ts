import { Injectable, Logger } from '@nestjs/common';
import type { CallRecord } from '../../call-flow/record.js';
import { RedisConnection } from '../../redis/redis-connection.js';
import { cacheKeys as keys } from '../cache/cache-keys.js';
import { CallerTables } from '../tables/caller-tables.js';
import { inTime } from '../cache/in-time.js';
import { Lookups } from '../cache/lookups.js';
import type { SpokenWith } from '../snapshot.js';

const PATIENCE_MS = 500;

/**
 * Whom a caller last spoke with through a switchboard number, known as soon as the call is over. While Redis is away
 * the call records are asked; what Redis loses is not looked for there: it would send every new caller to Postgres
 * for the sake of a comfort that is gone within the window anyway.
 */
@Injectable()
export class CallsAgain {
  private readonly logger = new Logger('Routing');

  constructor(
    private readonly redis: RedisConnection,
    private readonly lookups: Lookups,
    private readonly tables: CallerTables,
  ) {}

  /** Not waited for by a call, and never rejects. */
  async remember(record: CallRecord): Promise<void> {
    const { callerToken, dialled, listingId, connectedAt, endedAt } = record;
    if (record.kind !== 'inbound' || !callerToken || !dialled || !listingId || connectedAt === null) return;
    try {
      const published = await this.lookups.entry(dialled);
      if (published?.kind !== 'menu' || published.callAgainMs === 0) return;
      const spoken = JSON.stringify({ listingId, at: endedAt } satisfies SpokenWith);
      const key = keys.again(dialled, callerToken);
      await this.redis.run((client) => client.set(key, spoken, 'PX', published.callAgainMs));
    } catch (error) {
      this.logger.debug(`Whom a caller spoke with was not noted: ${(error as Error).message}`);
    }
  }

  /** Undefined also when nobody can be asked. Never rejects. */
  async find(dialled: string, token: string): Promise<SpokenWith | undefined> {
    try {
      const spoken = await this.redis.run((client) => client.get(keys.again(dialled, token)));
      return spoken === null ? undefined : (JSON.parse(spoken) as SpokenWith);
    } catch {
      const asked = this.tables.lastSpokenWith(token, dialled);
      return inTime(asked, PATIENCE_MS, '').catch(() => undefined);
    }
  }

  /** What was kept of this caller is erased. Rejects when Redis is away. */
  async forget(token: string, numbers: string[]): Promise<void> {
    const names = numbers.map((number) => keys.again(number, token));
    if (names.length > 0) await this.redis.run((client) => client.unlink(names));
  }
}
