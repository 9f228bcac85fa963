import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { BlockedTokens } from '../../guard/blocks.js';
import { DirectLineRow } from '../../direct-lines/direct-line.entity.js';
import type { SealedLine } from '../../direct-lines/sealed-line.js';
import { ringingRules } from '../../menus/ringing-settings.js';
import { SwitchboardNumber } from '../../menus/switchboard-number.entity.js';
import { PassThroughNumber } from '../../pass-through-numbers/pass-through-number.entity.js';
import { SessionNumber } from '../../sessions/session-number.entity.js';
import type { CategorySnapshot, ListingSnapshot, Published } from '../snapshot.js';

const LISTING = `
  SELECT l.id AS "listingId", l.professional_id AS "professionalId", l.category_id AS "categoryId",
    p.acceptance, p.language, p.away, p.time_zone AS "timeZone", p.working_hours AS "workingHours",
    p.withheld_numbers AS "withheldNumbers",
    line.id AS "lineId", l.published AND line.id IS NOT NULL AS reachable
  FROM listings l JOIN professionals p ON p.id = l.professional_id
    LEFT JOIN LATERAL (SELECT d.id FROM consents c JOIN direct_lines d ON d.id = c.direct_line_id
      WHERE c.listing_id = l.id AND c.withdrawn_at IS NULL AND d.professional_id = p.id LIMIT 1) line ON true
  WHERE l.id = $1`;

const CATEGORY = `
  SELECT strategy,
    jsonb_build_object('en', prompts #> '{en,whisper}', 'zh', prompts #> '{zh,whisper}') AS whispers,
    ARRAY(SELECT id FROM listings WHERE category_id = categories.id ORDER BY created_at, id) AS "listingIds"
  FROM categories WHERE id = $1`;

const BLOCKED = `
  SELECT COALESCE(jsonb_object_agg(token, by), '{}') AS tokens
  FROM (
    SELECT token, jsonb_agg(professional_id) AS by FROM blocked_callers WHERE left(token, 1) = $1 GROUP BY token
  ) blocked`;

/** As long as a caller's token is kept by default. */
const LAST_CONNECTED = `
  SELECT id FROM call_records
  WHERE caller_token = $1 AND started_at > now() - interval '90 days' AND connected_at IS NOT NULL
  LIMIT 1`;

/** What routing asks of Postgres: one row each. */
@Injectable()
export class RoutingTables {
  constructor(private readonly database: DataSource) {}

  async entry(number: string): Promise<Published | undefined> {
    return (
      (await this.menuOf(number)) ?? (await this.dedicatedLineOf(number)) ?? (await this.sessionsOf(number))
    );
  }

  async listingOfExtension(switchboardNumberId: string, extension: string): Promise<string | undefined> {
    const where = { switchboardNumberId, extension };
    const row = await this.database.getRepository(PassThroughNumber).findOneBy(where);
    return row?.listingId;
  }

  async listing(listingId: string): Promise<ListingSnapshot | undefined> {
    return this.row<ListingSnapshot>(LISTING, listingId);
  }

  async category(categoryId: string): Promise<CategorySnapshot | undefined> {
    return this.row<CategorySnapshot>(CATEGORY, categoryId);
  }

  async blockedTokens(shelf: string): Promise<BlockedTokens | undefined> {
    return (await this.row<{ tokens: BlockedTokens }>(BLOCKED, shelf))?.tokens;
  }

  /** A call in which this caller spoke with somebody, within 90 days. */
  async lastConnected(token: string): Promise<string | undefined> {
    return (await this.row<{ id: string }>(LAST_CONNECTED, token))?.id;
  }

  async sealedLine(professionalId: string): Promise<SealedLine | undefined> {
    const row = await this.database.getRepository(DirectLineRow).findOneBy({ professionalId });
    return row
      ? { id: row.id, professionalId, keyId: row.keyId, ciphertext: row.ciphertext.toString('base64') }
      : undefined;
  }

  private async menuOf(number: string): Promise<Published | undefined> {
    const row = await this.database.getRepository(SwitchboardNumber).findOneBy({ number });
    return row
      ? { kind: 'menu', number, language: row.language, trunkId: row.trunkId, ...row.compiled }
      : undefined;
  }

  private async dedicatedLineOf(number: string): Promise<Published | undefined> {
    const row = await this.database.getRepository(PassThroughNumber).findOneBy({ number });
    if (!row?.language || !row.ringing) return undefined;
    const rules = ringingRules(row.ringing);
    const target = { kind: 'listing', listingId: row.listingId } as const;
    const { language, trunkId } = row;
    return { kind: 'line', number, language, trunkId, rules, words: {}, target };
  }

  private async sessionsOf(number: string): Promise<Published | undefined> {
    const row = await this.database.getRepository(SessionNumber).findOneBy({ number });
    if (!row) return undefined;
    const rules = ringingRules(row.ringing);
    const { id: sessionNumberId, language, trunkId } = row;
    return { kind: 'session', number, language, trunkId, rules, words: {}, sessionNumberId };
  }

  private async row<T>(query: string, ...parameters: string[]): Promise<T | undefined> {
    const rows = await this.database.query<T[]>(query, parameters);
    return rows[0];
  }
}
