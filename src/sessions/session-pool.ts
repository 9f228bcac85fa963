import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Problem } from '../common/problem.js';
import { Session } from './session.entity.js';

export type Unplaced = Omit<Session, 'sessionNumberId' | 'createdAt' | 'updatedAt' | 'overAt' | 'endedAt'>;

/**
 * Free at that time for both, and of those one that neither knows yet, else the one they used longest ago: who still
 * dials the number of an old session shall not reach the wrong party. Any of several: the next in turn would tell
 * which others the caller has.
 */
const CANDIDATE = `
  SELECT n.id FROM session_numbers n
  WHERE NOT EXISTS (SELECT FROM sessions s
    WHERE s.session_number_id = n.id AND (s.caller_token = $1 OR s.professional_id = $2)
      AND s.during && tstzrange($3, $4))
  ORDER BY (SELECT max(s.over_at) FROM sessions s
    WHERE s.session_number_id = n.id AND (s.caller_token = $1 OR s.professional_id = $2)) NULLS FIRST,
    random()
  LIMIT 1`;

/** Would the professional alone have found a number? */
const WITHOUT_CALLER = `
  SELECT n.id FROM session_numbers n
  WHERE NOT EXISTS (SELECT FROM sessions s
    WHERE s.session_number_id = n.id AND s.professional_id = $1 AND s.during && tstzrange($2, $3))
  LIMIT 1`;

/** There is no number left for both. */
export class NumbersExhausted extends Problem {
  constructor(
    /** Because of sessions that the caller has: this tells that there are some. */
    readonly tellsOfCaller: boolean,
  ) {
    super(
      'session-numbers-exhausted',
      'Every session number has a session of this caller or this professional at that time; publish another number',
    );
  }
}

/** Gives each session a number that neither party has for another at the same time. */
@Injectable()
export class SessionPool {
  /** The table decides who gets a number; where another request was faster, the next is tried. */
  async place(manager: EntityManager, session: Unplaced): Promise<void> {
    let isPlaced = false;
    while (!isPlaced) isPlaced = await this.placeAt(manager, await this.candidate(manager, session), session);
  }

  private async candidate(
    manager: EntityManager,
    { callerToken, professionalId, startsAt, endsAt }: Unplaced,
  ): Promise<string> {
    const theirs = [professionalId, startsAt, endsAt];
    const [number] = await manager.query<{ id: string }[]>(CANDIDATE, [callerToken, ...theirs]);
    if (number) return number.id;
    const others = await manager.query<unknown[]>(WITHOUT_CALLER, theirs);
    throw new NumbersExhausted(others.length > 0);
  }

  private async placeAt(
    manager: EntityManager,
    sessionNumberId: string,
    session: Unplaced,
  ): Promise<boolean> {
    const row = { ...session, sessionNumberId };
    const insert = manager.createQueryBuilder().insert().into(Session).values(row).orIgnore();
    const { raw } = (await insert.updateEntity(false).returning('id').execute()) as { raw: unknown[] };
    return raw.length > 0;
  }
}
