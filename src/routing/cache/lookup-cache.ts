import { Injectable } from '@nestjs/common';
import { entryOf, newLease, readKept, type Entry } from './cache-entry.js';
import { inTime } from './in-time.js';
import { LookupCounters } from './lookup-counters.js';
import { LookupStore, type Raw } from './lookup-store.js';

/** Asks Postgres. Undefined: there is none. */
type Load<T> = () => Promise<T | undefined>;

/** How long things are good, in ms. */
const AGES = {
  /** An older answer is still given, and loaded anew behind the caller's back. */
  fresh: 5 * 60_000,
  /** Answers outlive Postgres by this long. */
  kept: 12 * 3_600_000,
  /** "There is none" is forgotten soon: whoever guesses would fill Redis with it. */
  negative: 30_000,
  lease: 5_000,
  load: 2_000,
  /** Between two attempts to refresh while Postgres does not answer. */
  pause: 1_000,
};

/**
 * Answers of Postgres, kept in Redis for all processes.
 *
 * Whoever misses puts a lease under the key before loading, and may store the answer only while that
 * very lease is still there; dropping a key takes the lease away too. So nothing that was read before
 * a change is stored or shared after it, in whatever process it was read. Refreshing works alike,
 * with the old answer for a lease.
 */
@Injectable()
export class LookupCache {
  /** Under way in this process, by lease; by key when Redis has no say. */
  private readonly loads = new Map<string, Promise<unknown>>();
  private refreshNotBefore = 0;

  constructor(
    private readonly store: LookupStore,
    private readonly counters: LookupCounters,
  ) {}

  /** Rejects only when Redis does not have the answer and Postgres does not give it. */
  async find<T>(key: string, load: Load<T>): Promise<T | undefined> {
    const [raw] = await this.store.read([key]);
    return this.answer(key, raw, load);
  }

  /** As `find` for each of `keys`, in one round trip when all of them hit. */
  async findEach<T>(
    keys: string[],
    load: (index: number) => Promise<T | undefined>,
  ): Promise<PromiseSettledResult<T | undefined>[]> {
    const raw = keys.length > 0 ? await this.store.read(keys) : [];
    return Promise.allSettled(keys.map((key, index) => this.answer(key, raw[index], () => load(index))));
  }

  /** In effect when it resolves, or as soon as Redis answers again. Never rejects. */
  async drop(key: string): Promise<void> {
    this.loads.delete(key);
    await this.store.drop(key);
  }

  private async answer<T>(key: string, raw: Raw, load: Load<T>): Promise<T | undefined> {
    const lease = newLease();
    const there = raw === null ? await this.store.lease(key, lease, AGES.lease) : raw;
    const entry = there ? readKept(there) : undefined;
    if (there && entry) return this.hit(key, there, entry, load);
    this.counters.misses++;
    if (there === lease) return this.loadInto(key, lease, load);
    return this.share(there ?? key, load);
  }

  private hit<T>(key: string, raw: string, entry: Entry, load: Load<T>): T | undefined {
    this.counters.hits++;
    if (entry.value === null) this.counters.negatives++;
    const isOld = Date.now() - entry.at > AGES.fresh && Date.now() >= this.refreshNotBefore;
    if (isOld) this.loadInto(key, raw, load).catch(() => {});
    return (entry.value ?? undefined) as T | undefined;
  }

  /** Loads, and stores the answer if `previous` is still under the key by then. */
  private loadInto<T>(key: string, previous: string, load: Load<T>): Promise<T | undefined> {
    return this.share(previous, load, async (value) => {
      const age = value === undefined ? AGES.negative : AGES.kept;
      await this.store.replace(key, previous, entryOf(value, Date.now()), age);
    });
  }

  private share<T>(
    token: string,
    load: Load<T>,
    keep?: (value: T | undefined) => Promise<void>,
  ): Promise<T | undefined> {
    const underWay = this.loads.get(token);
    if (underWay) return underWay as Promise<T | undefined>;
    const loading = this.load(load);
    this.loads.set(token, loading);
    // Shared until it is stored: whoever still finds the lease then finds this load too.
    void loading
      .then(keep, () => {})
      .finally(() => {
        if (this.loads.get(token) === loading) this.loads.delete(token);
      });
    return loading;
  }

  private load<T>(load: Load<T>): Promise<T | undefined> {
    this.counters.loads++;
    const answer = inTime(load(), AGES.load, `Postgres did not answer within ${AGES.load} ms`);
    return answer.catch((error: unknown) => this.fail(error));
  }

  private fail(error: unknown): never {
    this.counters.failedLoads++;
    this.refreshNotBefore = Date.now() + AGES.pause;
    // Only the message: the error of a query carries its parameters.
    throw new Error(
      `A lookup for routing failed: ${error instanceof Error ? error.message : 'no reason given'}`,
    );
  }
}
