import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, MoreThan, Repository, type EntityManager } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import { Audit } from '../audit/audit.js';
import type { CallerNumber } from '../callers/caller-number.js';
import { Callers } from '../callers/callers.js';
import { page, type Page } from '../common/paging.js';
import { found, Problem } from '../common/problem.js';
import { ClaimTurns, type Claim } from '../direct-lines/claim-turns.js';
import { NumberClaims } from '../direct-lines/number-claims.js';
import { RoutingChanges } from '../routing/routing-changes.js';
import { reachableListing } from './reachable-listing.js';
import { sessionChanges } from './session-changes.js';
import { SessionNumber } from './session-number.entity.js';
import { NumbersExhausted, SessionPool, type Unplaced } from './session-pool.js';
import { Session } from './session.entity.js';
import type { NewSession, SessionQuery, SessionView } from './sessions.schema.js';

@Injectable()
export class SessionsService {
  constructor(
    @InjectRepository(Session) private readonly sessions: Repository<Session>,
    private readonly callers: Callers,
    private readonly claims: NumberClaims,
    private readonly turns: ClaimTurns,
    private readonly pool: SessionPool,
    private readonly routing: RoutingChanges,
    private readonly audit: Audit,
  ) {}

  /**
   * Whether the caller's number is some professional's direct line is not looked at: an answer that depended on it
   * would tell whose line a number is. Routing lets through whoever is one party of one session.
   */
  async create(given: NewSession, actor: Actor, now = new Date()): Promise<SessionView> {
    const { manager } = this.sessions;
    const { professionalId } = await reachableListing(manager, given.listingId);
    if (await this.claims.isPublished(manager, given.callerNumber))
      throw new Problem(
        'number-invalid',
        'callerNumber: leads to this switchboard; give the number of the caller',
      );
    const id = randomUUID();
    const { listingId, endsAt, startsAt = now, reference = null } = given;
    const times = { startsAt, endsAt, reference };
    await this.turns.take(manager, claimOf(listingId, actor), async (turn) => {
      await this.pool.place(turn, { id, listingId, professionalId, ...times, ...this.seal(id, given) });
      await this.note(turn, 'session-created', { id, listingId, professionalId }, actor);
    });
    return this.told(id);
  }

  async list({ listingId, reference, ...query }: SessionQuery): Promise<Page<SessionView>> {
    const sessions = this.sessions.createQueryBuilder('session');
    if (listingId) sessions.andWhere('session.listingId = :listingId', { listingId });
    if (reference) sessions.andWhere('session.reference = :reference', { reference });
    const { items, next } = await page(sessions, 'createdAt', 'DESC', query);
    return { items: await this.withNumbers(items), next };
  }

  async get(id: string): Promise<SessionView> {
    const [view] = await this.withNumbers(await this.sessions.findBy({ id }));
    return found(view, 'session');
  }

  /** One that is over stays as it is. */
  async end(id: string, actor: Actor, now = new Date()): Promise<SessionView> {
    await this.sessions.manager.transaction(async (manager) => {
      const session = found(await manager.findOneBy(Session, { id }), 'session');
      const { affected } = await manager.update(Session, { id, overAt: MoreThan(now) }, { endedAt: now });
      if (affected) await this.note(manager, 'session-ended', session, actor);
    });
    return this.told(id);
  }

  private note(
    manager: EntityManager,
    action: 'session-created' | 'session-ended',
    { id, professionalId: professional, listingId: listing }: Noted,
    actor: Actor,
  ): Promise<void> {
    const detail = { professional, listing };
    return this.audit.write(manager, { actor, action, subject: `session:${id}`, detail });
  }

  private seal(id: string, { callerNumber }: { callerNumber: CallerNumber }): SealedCaller {
    const { keyId, ciphertext } = this.callers.seal(callerNumber, id);
    const callerToken = this.callers.tokenOf(callerNumber);
    return { callerToken, keyId, ciphertext: Buffer.from(ciphertext, 'base64') };
  }

  private async told(id: string): Promise<SessionView> {
    const session = found(await this.sessions.findOneBy({ id }), 'session');
    await this.routing.changedAll(sessionChanges(session));
    return this.get(id);
  }

  private async withNumbers(sessions: Session[]): Promise<SessionView[]> {
    const ids = sessions.flatMap(({ sessionNumberId }) => sessionNumberId ?? []);
    const numbers = await this.sessions.manager.findBy(SessionNumber, { id: In(ids) });
    const byId = new Map(numbers.map(({ id, number }) => [id, number]));
    return sessions.map(({ callerToken: _token, ...session }) => ({
      ...session,
      number: byId.get(session.sessionNumberId ?? '') ?? null,
    }));
  }
}

/** A refusal because of the caller's other sessions tells of them. */
const claimOf = (listingId: string, actor: Actor): Claim => ({
  actor,
  as: 'session-caller',
  subject: `listing:${listingId}`,
  tells: (problem) => problem instanceof NumbersExhausted && problem.tellsOfCaller,
});

type Noted = Pick<Session, 'id' | 'professionalId' | 'listingId'>;

type SealedCaller = Pick<Unplaced, 'callerToken' | 'keyId' | 'ciphertext'>;
