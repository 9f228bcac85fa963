import type { DataSource } from 'typeorm';
import type { Audit } from '../../../src/audit/audit.js';
import { CallLimits } from '../../../src/calling-policy/call-limits.js';
import { CallingPolicies } from '../../../src/calling-policy/calling-policies.js';
import type { Config } from '../../../src/config/config.js';
import type { NotCalled } from '../../../src/call-flow/plan.js';
import { connect } from '../../../src/database/connect.js';
import { DirectLine } from '../../../src/direct-lines/direct-line.js';
import { RedisConnection } from '../../../src/redis/redis-connection.js';
import { KnownTrunks } from '../../../src/trunks/known-trunks.js';
import { OutboundTrunksService } from '../../../src/trunks/outbound-trunks.service.js';
import type { Way, Wish } from '../../../src/trunks/outbound-trunks.js';
import { SharedPlaces } from '../../../src/trunks/places/shared-places.js';
import { TrunkPlaces } from '../../../src/trunks/places/trunk-places.js';
import { TrunkCounters } from '../../../src/trunks/trunk-counters.js';
import { TrunkHealth } from '../../../src/trunks/trunk-health.js';
import { Trunk } from '../../../src/trunks/trunk.entity.js';
import { redisUrl } from '../routing/node.js';

export const PUBLISHED = '+12025550100';
const CALLED = '+12025550150';
const CONFIG = { defaultCountry: 'US' } as Config;

/** How calls leave, as one process of the service has it. Those of one prefix share what is in Redis. */
export class LeavingNode {
  readonly known: KnownTrunks;
  readonly policies: CallingPolicies;
  readonly health = new TrunkHealth();
  readonly counters = new TrunkCounters();
  private readonly places: TrunkPlaces;
  private readonly trunks: OutboundTrunksService;
  private attempts = 0;

  private constructor(
    private readonly database: DataSource,
    private readonly redis: RedisConnection,
  ) {
    this.known = new KnownTrunks(database.getRepository(Trunk));
    this.policies = new CallingPolicies(database, new CallLimits(redis), {} as Audit, CONFIG);
    this.places = new TrunkPlaces(new SharedPlaces(redis), redis);
    const { known, policies, places, health, counters } = this;
    this.trunks = new OutboundTrunksService(known, policies, places, health, counters, CONFIG);
  }

  static async start(databaseUrl: string, prefix: string, redis = redisUrl()): Promise<LeavingNode> {
    const node = new LeavingNode(await connect(databaseUrl), new RedisConnection(redis, prefix));
    await node.redisAnswers();
    await node.look();
    return node;
  }

  /** Sees what the database has by now. */
  async look(): Promise<void> {
    await this.known.load();
    await this.policies.read();
  }

  async redisAnswers(): Promise<void> {
    while (!(await this.redis.isAnswering())) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  /** Redis was told what this process holds, and how many there are: it answers one connection in order. */
  async caughtUp(): Promise<void> {
    for (let round = 0; round < 5; round++) {
      await new Promise(setImmediate);
      await this.redis.isAnswering();
    }
  }

  /** Calls a number, a new attempt each time; without another number it is one that may be called. */
  async take(
    number = CALLED,
    more: Partial<Wish> = {},
  ): Promise<{ attemptId: string; way?: Way; refused?: NotCalled }> {
    const attemptId = `attempt ${++this.attempts}`;
    const wish = { attemptId, number: new DirectLine(number), presented: PUBLISHED, professionalId: null };
    const taken = await this.trunks.take({ ...wish, without: [], ...more });
    return 'refused' in taken ? { attemptId, ...taken } : { attemptId, way: taken };
  }

  /** `count` at once, one after another attempt; how many of them each trunk got. */
  async takeMany(count: number, more: Partial<Wish> = {}): Promise<Record<string, number>> {
    const taken = await Promise.all(Array.from({ length: count }, () => this.take(CALLED, more)));
    return tally(taken.map(({ way }) => way?.trunkId));
  }

  tell(attemptId: string, did: 'its-part' | 'fail'): void {
    this.trunks.tell(attemptId, did);
  }

  giveBack(attemptId: string): void {
    this.trunks.giveBack(attemptId);
  }

  async stop(): Promise<void> {
    this.places.onModuleDestroy();
    this.redis.onApplicationShutdown();
    await this.database.destroy();
  }
}

export function tally(trunks: (string | undefined)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const trunk of trunks) counts[trunk ?? 'none'] = (counts[trunk ?? 'none'] ?? 0) + 1;
  return counts;
}
