import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller, Target } from '../../call-flow/plan.js';
import type { SessionSnapshot, SessionTime } from '../snapshot.js';

/** One of the two of a session: the caller by token, the professional by id. */
export interface Party {
  is: 'caller' | 'professional';
  id: string;
}

const TIMES = `
  s.id AS "sessionId",
  extract(epoch FROM s.starts_at)::float8 * 1000 AS "from",
  extract(epoch FROM s.over_at)::float8 * 1000 AS "until"`;

const COLUMNS = { caller: 'caller_token', professional: 'professional_id' } as const;

const ON = 's.id = $1 AND s.starts_at <= $2 AND $2 < s.over_at';
const IS_CALLER = `SELECT FROM sessions s WHERE ${ON} AND s.caller_token = $3`;
const IS_PROFESSIONAL = `
  SELECT FROM sessions s JOIN direct_lines d ON d.professional_id = s.professional_id
  WHERE ${ON} AND d.number_index = $3`;

export type SessionTarget = Target & { kind: 'session' };

type SessionRow = Omit<SessionSnapshot, 'sealed'> & { keyId: string | null; ciphertext: Buffer | null };

/** What routing asks of Postgres about sessions. */
@Injectable()
export class SessionTables {
  constructor(private readonly database: DataSource) {}

  async session(sessionId: string): Promise<SessionSnapshot | undefined> {
    const query = `
      SELECT ${TIMES}, s.listing_id AS "listingId", n.number, n.language, s.key_id AS "keyId", s.ciphertext
      FROM sessions s JOIN session_numbers n ON n.id = s.session_number_id WHERE s.id = $1`;
    const [row] = await this.database.query<SessionRow[]>(query, [sessionId]);
    if (!row) return undefined;
    const { keyId, ciphertext, ...session } = row;
    const sealed = keyId && ciphertext ? { keyId, ciphertext: ciphertext.toString('base64') } : null;
    return { ...session, sealed };
  }

  /** Is it on, and is this still one of its parties? The caller is known by token, the professional by the line. */
  async isPartyOf({ sessionId, from }: SessionTarget, { token, line }: Caller, now: Date): Promise<boolean> {
    const query = from === 'caller' ? IS_CALLER : IS_PROFESSIONAL;
    const party = from === 'caller' ? token : Buffer.from(line, 'base64url');
    const rows = await this.database.query<unknown[]>(query, [sessionId, now, party]);
    return rows.length > 0;
  }

  /** Undefined, not empty, for none: that is forgotten sooner. */
  async ofParty(sessionNumberId: string, { is, id }: Party, now: Date): Promise<SessionTime[] | undefined> {
    const query = `
      SELECT ${TIMES} FROM sessions s
      WHERE s.session_number_id = $1 AND s.${COLUMNS[is]} = $2 AND s.over_at > $3 ORDER BY s.starts_at`;
    const rows = await this.database.query<SessionTime[]>(query, [sessionNumberId, id, now]);
    return rows.length > 0 ? rows : undefined;
  }
}
