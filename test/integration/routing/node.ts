import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { Audit } from '../../../src/audit/audit.js';
import { CallLimits } from '../../../src/calling-policy/call-limits.js';
import { CallingPolicies } from '../../../src/calling-policy/calling-policies.js';
import { inbound } from '../../unit/trunks/inbound.js';
import type { Config } from '../../../src/config/config.js';
import { dataSourceOptions } from '../../../src/database/data-source.js';
import { ExtensionGuard } from '../../../src/guard/extension-guard.js';
import { GuardCounters } from '../../../src/guard/guard-counters.js';
import { GuessAlarm } from '../../../src/guard/guess-alarm.js';
import { Guesses } from '../../../src/guard/guesses.js';
import { SharedGuesses } from '../../../src/guard/shared-guesses.js';
import { RedisConnection } from '../../../src/redis/redis-connection.js';
import { CachedRoutingChanges } from '../../../src/routing/cache/cached-routing-changes.js';
import { CallerTables } from '../../../src/routing/tables/caller-tables.js';
import { CallingProfessionals } from '../../../src/routing/returning/calling-professionals.js';
import { CallsAgain } from '../../../src/routing/returning/calls-again.js';
import { CandidateFinder } from '../../../src/routing/candidates.js';
import { Entries } from '../../../src/routing/entries.js';
import { IdleTimes } from '../../../src/routing/reservations/idle-times.js';
import { LineOwnerStore } from '../../../src/routing/tables/line-owner-store.js';
import { LineOwners } from '../../../src/routing/returning/line-owners.js';
import { LookupCache } from '../../../src/routing/cache/lookup-cache.js';
import { LookupCounters } from '../../../src/routing/cache/lookup-counters.js';
import { LookupStore } from '../../../src/routing/cache/lookup-store.js';
import { Lookups } from '../../../src/routing/cache/lookups.js';
import { Offers } from '../../../src/routing/offers.js';
import { Reservations } from '../../../src/routing/reservations/reservations.js';
import { ReturnCalls } from '../../../src/routing/returning/return-calls.js';
import { RoutingService } from '../../../src/routing/routing.service.js';
import { RoutingTables } from '../../../src/routing/tables/routing-tables.js';
import { SessionCalls } from '../../../src/routing/returning/session-calls.js';
import { SessionTables } from '../../../src/routing/tables/session-tables.js';
import { SharedReservations } from '../../../src/routing/reservations/shared-reservations.js';

export const redisUrl = (): string => process.env['REDIS_URL'] ?? '';

/** So that test files do not see each other's keys. */
export const newPrefix = (): string => `test-${randomBytes(6).toString('hex')}:`;

/** Where a test does not put Redis away: on a busy machine it may be slow, which is not what is tested (ms). */
const NEVER_AWAY = 10_000;

/** What routing is told where a test does not say otherwise. */
const TOLD = {
  defaultCountry: 'US',
  guesses: { caller: { hour: 5, day: 20 }, overall: { hour: 200, day: 1000 } },
} satisfies Partial<Config>;

/** Routing as one process of the service has it. Those of one prefix share what is in Redis. */
export class RoutingNode {
  readonly counters = new LookupCounters();
  readonly cache: LookupCache;
  readonly lookups: Lookups;
  readonly owners: LineOwners;
  readonly callsAgain: CallsAgain;
  readonly changes: CachedRoutingChanges;
  readonly shared: SharedReservations;
  readonly reservations: Reservations;
  readonly guardCounters = new GuardCounters();
  readonly guard: ExtensionGuard;
  readonly routing: RoutingService;
  readonly policies: CallingPolicies;

  private constructor(
    readonly redis: RedisConnection,
    readonly database: DataSource,
    config: Config,
  ) {
    this.policies = new CallingPolicies(database, new CallLimits(redis), {} as Audit, config);
    this.cache = new LookupCache(new LookupStore(redis), this.counters);
    const sessionTables = new SessionTables(database);
    this.lookups = new Lookups(this.cache, new RoutingTables(database), sessionTables);
    const tables = new CallerTables(database);
    this.owners = new LineOwners(new LineOwnerStore(redis), tables, redis);
    this.callsAgain = new CallsAgain(redis, this.lookups, tables);
    this.changes = new CachedRoutingChanges(this.cache, this.owners);
    const idleTimes = new IdleTimes(redis);
    this.shared = new SharedReservations(redis);
    this.reservations = new Reservations(this.shared, idleTimes, redis);
    const guesses = new Guesses(
      new SharedGuesses(redis, config),
      new GuessAlarm(config),
      this.guardCounters,
      redis,
    );
    this.guard = new ExtensionGuard(guesses, this.lookups, this.guardCounters);
    const offers = new Offers(this.lookups, idleTimes, this.reservations);
    const returns = new ReturnCalls(this.lookups, tables, this.reservations);
    const sessions = new SessionCalls(this.lookups, sessionTables, offers, returns);
    const entries = new Entries(
      this.lookups,
      this.owners,
      this.callsAgain,
      new CallingProfessionals(tables),
      sessions,
      inbound([], config.defaultCountry),
      this.policies,
    );
    this.routing = new RoutingService(
      entries,
      new CandidateFinder(this.lookups),
      offers,
      sessions,
      returns,
      this.reservations,
      this.guard,
    );
  }

  static async start(
    databaseUrl: string,
    prefix: string,
    redis = redisUrl(),
    told: Partial<Config> = {},
  ): Promise<RoutingNode> {
    const patience = redis === redisUrl() ? NEVER_AWAY : undefined;
    const connection = new RedisConnection(redis, prefix, patience);
    const database = await new DataSource(dataSourceOptions(databaseUrl)).initialize();
    const node = new RoutingNode(connection, database, { ...TOLD, ...told } as Config);
    await node.redisAnswers();
    return node;
  }

  async redisAnswers(): Promise<void> {
    while (!(await this.redis.isAnswering())) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  /**
   * Redis has done what was sent to it in passing. It answers one connection in order, so a later answer tells;
   * asked three times, because a script that it does not know is sent once more with its text.
   */
  async settled(): Promise<void> {
    for (let round = 0; round < 3; round++) {
      await new Promise(setImmediate);
      await this.redis.isAnswering();
    }
  }

  async stop(): Promise<void> {
    this.redis.onApplicationShutdown();
    await this.database.destroy();
  }
}
