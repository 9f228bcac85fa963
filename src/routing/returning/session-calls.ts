import { Injectable } from '@nestjs/common';
import type { Caller, Entry } from '../../call-flow/plan.js';
import { inTime } from '../cache/in-time.js';
import { Lookups } from '../cache/lookups.js';
import { Offers, type Found } from '../offers.js';
import { ReturnCalls } from './return-calls.js';
import { SessionTables, type Party, type SessionTarget } from '../tables/session-tables.js';
import type {
  CategorySnapshot,
  ListingSnapshot,
  Published,
  SessionSnapshot,
  SessionTime,
} from '../snapshot.js';

const PATIENCE_MS = 500;

/** Who was looked for may not be known of. */
const NOBODY: Found = { reason: 'not-listed' };

const ALWAYS = [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, from: 0, until: 1440 }));

/** Calls to session numbers: to the other party of the one session in force, or to nobody. */
@Injectable()
export class SessionCalls {
  constructor(
    private readonly lookups: Lookups,
    private readonly tables: SessionTables,
    private readonly offers: Offers,
    private readonly returns: ReturnCalls,
  ) {}

  /** `professionalId`: whose direct line the caller calls from. Undefined: the number is nobody's for this caller. */
  async entry(
    { sessionNumberId, ...published }: Omit<Published & { kind: 'session' }, 'trunkId'>,
    caller: Caller | null,
    professionalId: string | undefined,
    now: Date,
  ): Promise<Entry | undefined> {
    const parties: Party[] = [];
    if (caller) parties.push({ is: 'caller', id: caller.token });
    if (professionalId !== undefined) parties.push({ is: 'professional', id: professionalId });
    const sessions = await this.lookups.sessionsOf(sessionNumberId, parties, now);
    const targets = parties.flatMap(({ is }, i) =>
      (sessions[i] ?? []).filter(inForce(now)).map(({ sessionId }) => targetOf(sessionId, is)),
    );
    // Two, where one phone is the caller of one session and the direct line of another. Neither, rather than the wrong.
    const [target, ...others] = targets;
    return target && others.length === 0 ? { ...published, kind: 'line', target } : undefined;
  }

  async line(
    callId: string,
    target: SessionTarget,
    except: string[],
    now: Date,
    caller: Caller | null,
  ): Promise<Found> {
    const [session, isConfirmed] = await Promise.all([
      this.lookups.session(target.sessionId),
      this.isConfirmed(target, caller, now),
    ]);
    if (!session || !isConfirmed || !inForce(now)(session)) return NOBODY;
    const listing = await this.lookups.listing(session.listingId);
    const category = listing && (await this.lookups.category(listing.categoryId));
    if (!category) return NOBODY;
    return target.from === 'caller'
      ? this.toProfessional(callId, listing, category, except, now, caller)
      : this.toCaller(callId, listing, session, now);
  }

  /** Redis may not have heard of an end, or of another line. With Postgres away, its word is enough. */
  private async isConfirmed(target: SessionTarget, caller: Caller | null, now: Date): Promise<boolean> {
    if (!caller) return false;
    return inTime(this.tables.isPartyOf(target, caller, now), PATIENCE_MS, '').catch(() => true);
  }

  /** Published or not, and open as long as the session is: it was made for this very time. */
  private async toProfessional(
    callId: string,
    listing: ListingSnapshot,
    category: CategorySnapshot,
    except: string[],
    now: Date,
    caller: Caller | null,
  ): Promise<Found> {
    const { categoryId, lineId } = listing;
    if (lineId === null) return NOBODY;
    const listings = [{ ...listing, reachable: true, workingHours: ALWAYS }];
    return this.offers.among(callId, { categoryId, category, listings }, except, now, caller);
  }

  private async toCaller(
    callId: string,
    { listingId, professionalId, categoryId }: ListingSnapshot,
    { sessionId, sealed, number, language }: SessionSnapshot,
    now: Date,
  ): Promise<Found> {
    if (!sealed) return NOBODY;
    const callee = { kind: 'caller', sealedTo: sessionId, sealed, presented: number } as const;
    return this.returns.offer(callId, { professionalId, listingId, categoryId, language, callee }, now);
  }
}

const targetOf = (sessionId: string, from: SessionTarget['from']): SessionTarget => ({
  kind: 'session',
  sessionId,
  from,
});

const inForce =
  (now: Date) =>
  ({ from, until }: SessionTime): boolean =>
    from <= now.getTime() && now.getTime() < until;
