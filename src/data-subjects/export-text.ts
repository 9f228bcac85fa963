import type { EntityManager } from 'typeorm';
import { bound, type Given } from './holding.js';
import { namesOf } from './names.js';
import { keyOf, nameOf, type Subject } from './subject.js';
import { sharesOf } from './tables.js';

/** Rows read at once. */
const SOME = 200;

/** What the tables do not have in clear, by kind of data: put into each of its rows. */
export type InClear = Record<string, object>;

/**
 * The JSON document of everything held about a subject, piece by piece: nobody waits until it is all in memory.
 * In a transaction of `manager`, which sees one moment.
 */
export async function* exportText(
  manager: EntityManager,
  subject: Subject,
  inWords: (kept: string) => string,
  inClear: InClear = {},
): AsyncGenerator<string> {
  const head = { at: new Date(), subject: { kind: subject.kind, name: nameOf(subject) } };
  yield `${JSON.stringify(head).slice(0, -1)},"held":[`;
  const given = { key: keyOf(subject), names: await namesOf(manager, subject) };
  let comma = '';
  for (const { kind, purpose, kept, share } of sharesOf(subject.kind)) {
    const about = { kind, purpose, kept: inWords(kept) };
    yield `${comma}${JSON.stringify(about).slice(0, -1)},"rows":[`;
    yield* rowsOf(manager, share.read, given, inClear[kind]);
    yield ']}';
    comma = ',';
  }
  yield ']}';
}

async function* rowsOf(
  manager: EntityManager,
  sql: string,
  given: Given,
  more: object = {},
): AsyncGenerator<string> {
  await manager.query(...bound(`DECLARE held NO SCROLL CURSOR FOR ${sql}`, given));
  let comma = '';
  for (let rows; (rows = await fetchSome(manager)).length > 0; comma = ',')
    yield comma + rows.map((row) => JSON.stringify({ ...inCamelCase(row), ...more })).join();
  await manager.query('CLOSE held');
}

const fetchSome = (manager: EntityManager): Promise<Record<string, unknown>[]> =>
  manager.query(`FETCH ${SOME} FROM held`);

/** As the rest of the API names its fields. */
const inCamelCase = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
