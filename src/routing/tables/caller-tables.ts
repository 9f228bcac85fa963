import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CallingProfessional, Sealed } from '../../call-flow/plan.js';
import { DirectLineRow } from '../../direct-lines/direct-line.entity.js';
import { RETENTION } from '../../retention/rules.js';
import type { LineOwner } from './line-owner-store.js';
import type { SpokenWith } from '../snapshot.js';

/** A call that rang a professional and came to nothing is told of for this long. */
const MISSED_FOR = `interval '7 days'`;

/** As the retention rule says: who was kept longer is not called back, even where nobody has erased them yet. */
const KEPT_FOR = `make_interval(days => coalesce(
  (SELECT days FROM retention_rules WHERE kind = 'caller-numbers'), ${RETENTION['caller-numbers'].days}))`;

/**
 * Callers whom a professional may call back, with their calls: neither themselves, nor blocked by them or by the
 * switchboard.
 */
const toCallBack = (professional: string, now: string, self: string): string => `
  FROM caller_numbers n JOIN call_records r ON r.id = n.call_id
  WHERE n.professional_id = ${professional} AND n.at > ${now}::timestamptz - ${KEPT_FOR} AND n.token <> ${self}
    AND r.listing_id IS NOT NULL AND r.category_id IS NOT NULL
    AND NOT EXISTS (SELECT FROM blocked_callers b
      WHERE b.token = n.token AND (b.professional_id IS NULL OR b.professional_id = ${professional}))`;

/**
 * Calls are missed since the last that was not, and since the professional's last call to a menu, which told of them.
 * `$1` the index of the line, `$2` the token of who calls from it, `$3` now.
 */
const PROFESSIONAL = `
  SELECT p.id AS "professionalId", p.language, p.away,
    (SELECT count(*)::int FROM call_records r
      WHERE r.professional_id = p.id AND r.kind = 'inbound' AND r.connected_at IS NULL
        AND r.caller_token IS DISTINCT FROM $2
        AND r.started_at > GREATEST($3::timestamptz - ${MISSED_FOR},
          (SELECT max(c.connected_at) FROM call_records c
            WHERE c.professional_id = p.id AND c.kind = 'inbound' AND c.connected_at > $3::timestamptz - ${MISSED_FOR}),
          (SELECT max(h.started_at) FROM call_records h
            WHERE h.professional_id = p.id AND h.kind = 'professional' AND h.started_at > $3::timestamptz - ${MISSED_FOR}
              AND EXISTS (SELECT FROM switchboard_numbers s WHERE s.number = h.dialled)))) AS missed,
    EXISTS (SELECT ${toCallBack('p.id', '$3', '$2')}) AS "canCallBack",
    EXISTS (SELECT FROM consents c
      WHERE c.professional_id = p.id AND c.direct_line_id = d.id AND c.withdrawn_at IS NULL) AS consented
  FROM direct_lines d JOIN professionals p ON p.id = d.professional_id
  WHERE d.number_index = $1`;

const AGAIN = `
  SELECT listing_id AS "listingId", extract(epoch FROM ended_at)::float8 * 1000 AS at FROM call_records
  WHERE caller_token = $1 AND dialled = $2 AND kind = 'inbound' AND connected_at IS NOT NULL AND listing_id IS NOT NULL
  ORDER BY started_at DESC LIMIT 1`;

/** `$1` the professional, `$2` now, `$3` the professional's own token. */
const LAST_CALLER = `
  SELECT n.call_id AS "callId", n.dialled, n.key_id AS "keyId", n.ciphertext,
    r.listing_id AS "listingId", r.category_id AS "categoryId"
  ${toCallBack('$1', '$2', '$3')}
  ORDER BY n.at DESC LIMIT 1`;

/** A caller to call back, and what their call was about. */
export interface LastCaller {
  callId: string;
  /** The published number that the caller knows. */
  dialled: string;
  listingId: string;
  categoryId: string;
  sealed: Sealed;
}

type LastCallerRow = Omit<LastCaller, 'sealed'> & { keyId: string; ciphertext: Buffer };

/** What routing asks of Postgres about who calls. Lines are named by their index, base64url. */
@Injectable()
export class CallerTables {
  constructor(private readonly database: DataSource) {}

  /** Everybody's. */
  async lines(): Promise<LineOwner[]> {
    const rows = await this.database.getRepository(DirectLineRow).find({
      select: { numberIndex: true, professionalId: true },
    });
    return rows.map(({ numberIndex, professionalId }) => ({ line: textOf(numberIndex), professionalId }));
  }

  async lineOf(professionalId: string): Promise<string | undefined> {
    const row = await this.database.getRepository(DirectLineRow).findOneBy({ professionalId });
    return row ? textOf(row.numberIndex) : undefined;
  }

  async ownerOf(line: string): Promise<string | undefined> {
    const where = { numberIndex: indexOf(line) };
    return (await this.database.getRepository(DirectLineRow).findOneBy(where))?.professionalId;
  }

  async professional(line: string, token: string, now: Date): Promise<CallingProfessional | undefined> {
    const rows = await this.database.query<CallingProfessional[]>(PROFESSIONAL, [indexOf(line), token, now]);
    return rows[0];
  }

  /** Whoever last rang the professional, other than the professional, who calls as `ownToken`. */
  async lastCaller(professionalId: string, now: Date, ownToken: string): Promise<LastCaller | undefined> {
    const parameters = [professionalId, now, ownToken];
    const [row] = await this.database.query<LastCallerRow[]>(LAST_CALLER, parameters);
    if (!row) return undefined;
    const { keyId, ciphertext, ...caller } = row;
    return { ...caller, sealed: { keyId, ciphertext: ciphertext.toString('base64') } };
  }

  async lastSpokenWith(token: string, dialled: string): Promise<SpokenWith | undefined> {
    const rows = await this.database.query<SpokenWith[]>(AGAIN, [token, dialled]);
    return rows[0];
  }
}

const indexOf = (line: string): Buffer => Buffer.from(line, 'base64url');
const textOf = (index: Buffer): string => index.toString('base64url');
