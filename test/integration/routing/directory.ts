import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { connect } from '../../../src/database/connect.js';
import { checkDigit } from '../../../src/call-flow/extension.js';
import type { CompiledMenu } from '../../../src/menus/switchboard-number.entity.js';
import { freshDatabase } from '../fresh-database.js';
import { ringingSettings } from '../../../src/menus/ringing-settings.js';
import type { Strategy, WorkingHours } from '../../../src/routing/snapshot.js';

const WHISPERS = {
  en: { invitation: 'text/i-en', whisper: 'text/w-en' },
  zh: { invitation: 'text/i-zh', whisper: 'text/w-zh' },
};
const ALWAYS: WorkingHours = [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, from: 0, until: 1440 }));
const COMPILED = {
  menu: { greeting: 'text/hello', choices: [] },
  rules: { ringMs: 25_000 },
  words: { goodbye: 'text/so-long' },
  callAgainMs: 3_600_000,
} as unknown as CompiledMenu;

export interface Person {
  professionalId: string;
  listingId: string;
  extension: string;
  /** Index of the direct line, base64url. */
  line: string;
}

/** A database of its own with people in it, written by SQL alone. */
export class Directory {
  private people = 0;

  private constructor(
    readonly url: string,
    readonly database: DataSource,
    private readonly removeDatabase: () => Promise<void>,
  ) {}

  static async create(): Promise<Directory> {
    const { url, remove } = await freshDatabase();
    return new Directory(url, await connect(url), remove);
  }

  async remove(): Promise<void> {
    await this.database.destroy();
    await this.removeDatabase();
  }

  /** `more`: columns, where they are not as usual. */
  async addTrunk(priority = 1, more: Record<string, unknown> = {}): Promise<string> {
    return this.insert('trunks', {
      name: `trunk ${priority}`,
      host: '127.0.0.1',
      port: 5060,
      transport: 'udp',
      match: '[]',
      priority,
      enabled: true,
      codecs: '["ulaw"]',
      ...more,
    });
  }

  async addCategory(key: string, strategy: Strategy = 'longest-idle'): Promise<string> {
    return this.insert('categories', { key, names: '{}', strategy, prompts: JSON.stringify(WHISPERS) });
  }

  async addSwitchboardNumber(number: string): Promise<string> {
    const texts = { number, label: number, language: 'en' };
    return this.insert('switchboard_numbers', { ...texts, menu: '{}', compiled: JSON.stringify(COMPILED) });
  }

  /** Published, consented, with a direct line and an extension, always open. */
  async addPerson(categoryId: string, switchboardNumberId: string): Promise<Person> {
    const professionalId = await this.insert('professionals', {
      display_name: `Person ${++this.people}`,
      time_zone: 'America/New_York',
      working_hours: JSON.stringify(ALWAYS),
      away: false,
      acceptance: true,
      language: 'en',
    });
    const listing = { professional_id: professionalId, category_id: categoryId, published: true };
    const listingId = await this.insert('listings', listing);
    const line = randomBytes(32).toString('base64url');
    const directLineId = await this.insert('direct_lines', {
      professional_id: professionalId,
      ciphertext: randomBytes(40),
      key_id: 'k1',
      number_index: Buffer.from(line, 'base64url'),
    });
    await this.insert('consents', {
      listing_id: listingId,
      professional_id: professionalId,
      direct_line_id: directLineId,
      given_at: new Date(),
      wording: 'yes',
      language: 'en',
      method: 'demo',
    });
    const extension = this.newExtension();
    const number = {
      listing_id: listingId,
      kind: 'extension',
      switchboard_number_id: switchboardNumberId,
      extension,
    };
    await this.insert('pass_through_numbers', number);
    return { professionalId, listingId, extension, line };
  }

  async addDedicatedNumber(number: string, listingId: string): Promise<void> {
    const ringing = JSON.stringify(ringingSettings.parse({}));
    await this.insert('pass_through_numbers', {
      listing_id: listingId,
      kind: 'dedicated',
      number,
      language: 'zh',
      ringing,
    });
  }

  /** The index of another direct line; the tests have no use for the number. */
  async changeLine({ professionalId }: Person, line: string): Promise<void> {
    const query = 'UPDATE direct_lines SET number_index = $2 WHERE professional_id = $1';
    await this.database.query(query, [professionalId, Buffer.from(line, 'base64url')]);
  }

  async addRecord(id: string, record: Record<string, unknown>): Promise<void> {
    const startedAt = (record['started_at'] as Date | undefined) ?? new Date();
    const whole = { id, ended_at: startedAt, outcome: 'no-answer', cause: 16, timeline: '[]', ...record };
    await this.insert('call_records', { ...whole, started_at: startedAt });
  }

  /** The caller of a call to the person, kept as the call records do. */
  async addKeptCaller(callId: string, person: Person, kept: Record<string, unknown>): Promise<void> {
    const { professionalId: professional_id } = person;
    const sealed = { key_id: 'k1', ciphertext: Buffer.from(callId) };
    const columns = { call_id: callId, professional_id, ...sealed, ...kept };
    await this.database.query(
      `INSERT INTO caller_numbers (${Object.keys(columns).join(', ')}) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      Object.values(columns),
    );
  }

  async withdraw({ listingId }: Person): Promise<void> {
    const query = `UPDATE consents SET withdrawn_at = clock_timestamp(), withdrawn_by = 'api' WHERE listing_id = $1`;
    await this.database.query(query, [listingId]);
  }

  async set(table: string, id: string, column: string, value: unknown): Promise<void> {
    await this.database.query(`UPDATE ${table} SET ${column} = $2 WHERE id = $1`, [id, value]);
  }

  newExtension(): string {
    const digits = String(60_000 + this.people);
    return digits + checkDigit(digits);
  }

  private async insert(table: string, row: Record<string, unknown>): Promise<string> {
    const places = Object.keys(row).map((_, i) => `$${i + 1}`);
    const query = `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${places.join(', ')}) RETURNING id`;
    const rows = await this.database.query<{ id: string }[]>(query, Object.values(row));
    return rows[0]?.id ?? '';
  }
}
