import { randomUUID } from 'node:crypto';
import type { CallRecord } from '../../../src/call-flow/record.js';
import { CallRecordWriter } from '../../../src/call-records/call-record-writer.js';
import { CallerNumber } from '../../../src/callers/caller-number.js';
import { Callers } from '../../../src/callers/callers.js';
import {
  category,
  consent,
  create,
  listing,
  service,
  switchboardNumber,
  useService,
} from '../api/resources/resources.js';
import type { Service } from '../api/service.js';

export { api, create, listing, professional, service, told } from '../api/resources/resources.js';

/** The API for a key with the role `privacy`. */
export let privacy: Service['api'];

/** A service of the file's own, and a privacy key. */
export function usePeople(): void {
  useService();
  beforeAll(async () => void (privacy = await service.as('privacy')));
}

export const REASON = { reason: 'asked for in writing' };
export const NOBODY = '3fa85f64-5717-4562-b3fc-2c963f66afa6';
export const DAY_MS = 24 * 3_600_000;

export const query = (sql: string, parameters: unknown[] = []): Promise<any[]> =>
  service.database.query(sql, parameters);

/** Fictional numbers, each used once in a file. */
const numbersFrom = (first: number) => {
  let next = first;
  return () => `+12025550${next++}`;
};
const [nextDedicated, nextLine, nextCaller] = [101, 121, 160].map(numbersFrom) as [
  () => string,
  () => string,
  () => string,
];

export type Held = Awaited<ReturnType<typeof heldProfessional>>;

/** A professional of whom there is something in every table; with a number of their own where it is `dedicated`. */
export async function heldProfessional(dedicated = false) {
  const { id: listingId, professionalId: id, categoryId } = await listing();
  const line = nextLine();
  await must(service.api('PUT', `professionals/${id}/direct-line`, { number: line }));
  const consentId = await consent(listingId);
  const switchboardNumberId = await switchboard();
  const { extension } = await create('pass-through-numbers', {
    kind: 'extension',
    listingId,
    switchboardNumberId,
  });
  const number = dedicated ? nextDedicated() : 'none';
  if (dedicated) await create('pass-through-numbers', { kind: 'dedicated', listingId, number });
  await askedForConsent(listingId);
  const held = { id, listingId, categoryId, consentId, line, number, extension: String(extension) };
  return { ...held, lineId: await lineIdOf(id) };
}

let switchboardId: string | undefined;
const switchboard = async () => (switchboardId ??= (await switchboardNumber((await category()).key)).id);

const lineIdOf = async (professionalId: string): Promise<string> =>
  (await query('SELECT id FROM direct_lines WHERE professional_id = $1', [professionalId]))[0].id;

async function askedForConsent(listingId: string): Promise<void> {
  await query(
    `WITH request AS (
      INSERT INTO consent_requests (listing_id, direct_line_id, language, wording, code_hash, expires_at)
      SELECT l.id, d.id, 'en', 'Yes?', 'hash', now() FROM listings l JOIN direct_lines d USING (professional_id)
      WHERE l.id = $1 RETURNING id, direct_line_id)
    INSERT INTO consent_attempts (request_id, line_index, applicant_index)
      SELECT r.id, d.number_index, 'applicant' FROM request r JOIN direct_lines d ON d.id = r.direct_line_id`,
    [listingId],
  );
}

/** Somebody who calls, by number and token. */
export function caller() {
  const number = nextCaller();
  return { number, token: tokenOf(number) };
}

export const tokenOf = (number: string): string => service.app.get(Callers).tokenOf(new CallerNumber(number));

/** A call of the caller's that was put through to the professional. */
export function callOf(who: { number: string }, whom: Held, change: Partial<CallRecord> = {}): CallRecord {
  const callId = `call-${randomUUID()}`;
  const at = Date.now();
  return {
    callId,
    kind: 'inbound',
    dialled: '+12025550120',
    callerToken: tokenOf(who.number),
    withheld: false,
    sealedCaller: service.app.get(Callers).seal(new CallerNumber(who.number), callId),
    startedAt: at - 60_000,
    answeredAt: at - 59_000,
    connectedAt: at - 50_000,
    endedAt: at,
    outcome: 'connected',
    cause: 16,
    categoryId: whom.categoryId,
    listingId: whom.listingId,
    professionalId: whom.id,
    arrivedBy: null,
    trunkId: null,
    attempts: [],
    timeline: [
      ...[...whom.extension].map((key) => ({ at, what: 'key-pressed', detail: key })),
      { at, what: 'looked-for', detail: whom.extension },
      { at, what: 'ringing', detail: whom.id },
      { at, what: 'joined', detail: whom.id },
    ],
    ...change,
  };
}

export const write = (...records: CallRecord[]): Promise<void> =>
  service.app.get(CallRecordWriter).write(records);

/** A session of the two, over since `daysAgo` days. */
export async function session(
  who: { number: string; token: string },
  whom: Held,
  daysAgo = -1,
): Promise<string> {
  const id = randomUUID();
  const { keyId, ciphertext } = service.app.get(Callers).seal(new CallerNumber(who.number), id);
  await query(
    `INSERT INTO sessions (id, listing_id, professional_id, caller_token, key_id, ciphertext, starts_at, ends_at)
      VALUES ($1, $2, $3, $4, $5, $6, now() - interval '1 day' * ($7::float + 1), now() - interval '1 day' * $7::float)`,
    [id, whom.listingId, whom.id, who.token, keyId, Buffer.from(ciphertext, 'base64'), daysAgo],
  );
  return id;
}

/** Every row of every table as text, apart from these tables. */
export async function everything(...but: string[]): Promise<string> {
  const tables = await query(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
  );
  const texts = tables
    .filter(({ name }) => !but.includes(name))
    .map(async ({ name }) =>
      (await query(`SELECT t::text AS row FROM ${name} t`)).map(({ row }) => `${name} ${row}`),
    );
  return (await Promise.all(texts)).flat().join('\n');
}

/** The tables in which any of these names stands. */
export const naming = async (names: string[], ...but: string[]): Promise<string[]> => {
  const rows = (await everything(...but)).split('\n');
  const found = rows.filter((row) => names.some((name) => row.includes(name)));
  return [...new Set(found.map((row) => row.slice(0, row.indexOf(' '))))].sort();
};

async function must(answer: ReturnType<Service['api']>): Promise<void> {
  expect([200, 201, 204]).toContain((await answer).status);
}
