import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Problem } from '../common/problem.js';
import { Session } from './session.entity.js';

export type Unplaced = Omit<Session, 'sessionNumberId' | 'createdAt' | 'updatedAt' | 'overAt' | 'endedAt'>;

/**
 * Free at that time for both, and of those one that neither knows yet, else the one they used longest ago: who still
 * dials the number of an old session shall not reach the wrong party.
 */
const CANDIDATE = `
  SELECT n.id FROM session_numbers n
  WHERE NOT EXISTS (SELECT FROM sessions s
    WHERE s.session_number_id = n.id AND (s.caller_token = $1 OR s.professional_id = $2)
      AND s.during && tstzrange($3, $4))
  ORDER BY (SELECT max(s.over_at) FROM sessions s
    WHERE s.session_number_id = n.id AND (s.caller_token = $1 OR s.professional_id = $2)) NULLS FIRST,
    n.created_at, n.id
  LIMIT 1`;

/** Gives each session a number that neither party has for another at the same time. */
@Injectable()
export class SessionPool {
  constructor(private readonly database: DataSource) {}

  /** The table decides who gets a number; where another request was faster, the next is tried. */
  async place(session: Unplaced): Promise<void> {
    let isPlaced = false;
    while (!isPlaced) isPlaced = await this.placeAt(await this.candidate(session), session);
  }

  private async candidate({ callerToken, professionalId, startsAt, endsAt }: Unplaced): Promise<string> {
    const parameters = [callerToken, professionalId, startsAt, endsAt];
    const [number] = await this.database.query<{ id: string }[]>(CANDIDATE, parameters);
    if (number) return number.id;
    throw new Problem(
      'session-numbers-exhausted',
      'Every session number has a session of this caller or this professional at that time; publish another number',
    );
  }

  private async placeAt(sessionNumberId: string, session: Unplaced): Promise<boolean> {
    const row = { ...session, sessionNumberId };
    const insert = this.database.createQueryBuilder().insert().into(Session).values(row).orIgnore();
    const { raw } = (await insert.updateEntity(false).returning('id').execute()) as { raw: unknown[] };
    return raw.length > 0;
  }
}
