import { Injectable } from '@nestjs/common';
import type { Caller } from '../../call-flow/plan.js';
import type { SealedLine } from '../../direct-lines/sealed-line.js';
import { shelfOf, type Blocks } from '../../guard/blocks.js';
import { cacheKeys as keys } from './cache-keys.js';
import { LookupCache } from './lookup-cache.js';
import { RoutingTables } from '../tables/routing-tables.js';
import { SessionTables, type Party } from '../tables/session-tables.js';
import type {
  CategorySnapshot,
  ListingSnapshot,
  Published,
  SessionSnapshot,
  SessionTime,
} from '../snapshot.js';

/** Every question routing has, answered by Redis or else by Postgres. They reject when neither answers. */
@Injectable()
export class Lookups {
  constructor(
    private readonly cache: LookupCache,
    private readonly tables: RoutingTables,
    private readonly sessions: SessionTables,
  ) {}

  entry(number: string): Promise<Published | undefined> {
    return this.cache.find(keys.number(number), () => this.tables.entry(number));
  }

  listingOfExtension(switchboardNumberId: string, extension: string): Promise<string | undefined> {
    return this.cache.find(keys.extension(switchboardNumberId, extension), () =>
      this.tables.listingOfExtension(switchboardNumberId, extension),
    );
  }

  listing(listingId: string): Promise<ListingSnapshot | undefined> {
    return this.cache.find(keys.listing(listingId), () => this.tables.listing(listingId));
  }

  category(categoryId: string): Promise<CategorySnapshot | undefined> {
    return this.cache.find(keys.category(categoryId), () => this.tables.category(categoryId));
  }

  /** A professional's hidden line, sealed: cached, so that calls to it go on without Postgres. */
  sealedLine(professionalId: string): Promise<SealedLine | undefined> {
    return this.cache.find(keys.sealedLine(professionalId), () => this.tables.sealedLine(professionalId));
  }

  /** The line of an offer, as long as its owner's yes on it stands. */
  async consentedLine(offer: {
    listingId: string;
    professionalId: string;
    lineId: string;
  }): Promise<SealedLine | undefined> {
    const [listing, sealed] = await Promise.all([
      this.listing(offer.listingId),
      this.sealedLine(offer.professionalId),
    ]);
    return listing?.lineId === offer.lineId && sealed?.id === offer.lineId ? sealed : undefined;
  }

  /**
   * By whom this caller is blocked. Never rejects: with nobody to ask, nobody is blocked, since a block spares
   * somebody a call and hides nothing.
   */
  async blocks(caller: Caller | null): Promise<Blocks> {
    if (!caller) return [];
    const shelf = shelfOf(caller.token);
    const load = () => this.tables.blockedTokens(shelf);
    const blocked = await this.cache.find(keys.blocked(shelf), load).catch(() => undefined);
    return blocked?.[caller.token] ?? [];
  }

  /** Has this caller spoken with anybody lately? */
  async wasConnected(token: string): Promise<boolean> {
    const found = await this.cache.find(keys.connected(token), () => this.tables.lastConnected(token));
    return found !== undefined;
  }

  /** In effect when it resolves, or as soon as Redis answers again. */
  forgetConnected(token: string): Promise<void> {
    return this.cache.drop(keys.connected(token));
  }

  session(sessionId: string): Promise<SessionSnapshot | undefined> {
    return this.cache.find(keys.session(sessionId), () => this.sessions.session(sessionId));
  }

  /** The sessions of a session number with each of `parties`, now or later, in the order given. */
  async sessionsOf(sessionNumberId: string, parties: Party[], now: Date): Promise<SessionTime[][]> {
    const answers = await this.cache.findEach(
      parties.map((party) => keys.sessionsOf(sessionNumberId, party.id)),
      (i) => this.sessions.ofParty(sessionNumberId, parties[i] as Party, now),
    );
    return answers.map((answer) => {
      if (answer.status === 'rejected') throw answer.reason;
      return answer.value ?? [];
    });
  }

  /** Those of a category. One that cannot be had now is left out, as long as there are others. */
  async listingsOf({ listingIds }: CategorySnapshot, categoryId: string): Promise<ListingSnapshot[]> {
    const answers = await this.cache.findEach(listingIds.map(keys.listing), (i) =>
      this.tables.listing(listingIds[i] ?? ''),
    );
    const failed = answers.find((answer) => answer.status === 'rejected');
    const found = answers.flatMap((answer) =>
      answer.status === 'fulfilled' && answer.value ? [answer.value] : [],
    );
    if (failed && found.length === 0) throw failed.reason;
    return found.filter((listing) => listing.categoryId === categoryId);
  }
}
