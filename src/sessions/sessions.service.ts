import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, MoreThan, Repository } from 'typeorm';
import type { CallerNumber } from '../callers/caller-number.js';
import { Callers } from '../callers/callers.js';
import { page, type Page } from '../common/paging.js';
import { found, Problem } from '../common/problem.js';
import { NumberClaims } from '../direct-lines/number-claims.js';
import { RoutingChanges } from '../routing/routing-changes.js';
import { reachableListing } from './reachable-listing.js';
import { sessionChanges } from './session-changes.js';
import { SessionNumber } from './session-number.entity.js';
import { SessionPool, type Unplaced } from './session-pool.js';
import { Session } from './session.entity.js';
import type { NewSession, SessionQuery, SessionView } from './sessions.schema.js';

@Injectable()
export class SessionsService {
  constructor(
    @InjectRepository(Session) private readonly sessions: Repository<Session>,
    private readonly callers: Callers,
    private readonly claims: NumberClaims,
    private readonly pool: SessionPool,
    private readonly routing: RoutingChanges,
  ) {}

  /**
   * Whether the caller's number is some professional's direct line is not looked at: an answer that depended on it
   * would tell whose line a number is. Routing lets through whoever is one party of one session.
   */
  async create(given: NewSession, now = new Date()): Promise<SessionView> {
    const { manager } = this.sessions;
    const { professionalId } = await reachableListing(manager, given.listingId);
    if (await this.claims.isPublished(manager, given.callerNumber))
      throw new Problem(
        'number-invalid',
        'callerNumber: leads to this switchboard; give the number of the caller',
      );
    const id = randomUUID();
    const { listingId, endsAt, startsAt = now, reference = null } = given;
    await this.pool.place({
      id,
      listingId,
      professionalId,
      startsAt,
      endsAt,
      reference,
      ...this.seal(id, given),
    });
    return this.told(id);
  }

  async list({ listingId, caller, reference, ...query }: SessionQuery): Promise<Page<SessionView>> {
    const sessions = this.sessions.createQueryBuilder('session');
    if (listingId) sessions.andWhere('session.listingId = :listingId', { listingId });
    if (caller) sessions.andWhere('session.callerToken = :caller', { caller });
    if (reference) sessions.andWhere('session.reference = :reference', { reference });
    const { items, next } = await page(sessions, 'createdAt', 'DESC', query);
    return { items: await this.withNumbers(items), next };
  }

  async get(id: string): Promise<SessionView> {
    const [view] = await this.withNumbers(await this.sessions.findBy({ id }));
    return found(view, 'session');
  }

  /** One that is over stays as it is. */
  async end(id: string, now = new Date()): Promise<SessionView> {
    await this.sessions.update({ id, overAt: MoreThan(now) }, { endedAt: now });
    return this.told(id);
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

type SealedCaller = Pick<Unplaced, 'callerToken' | 'keyId' | 'ciphertext'>;
