import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { CallRecord, TimelineEntry } from '../call-flow/record.js';
import { nameIn } from './names.js';

/**
 * Names that were erased: ids, tokens, extensions with their number, numbers of their own; by their hashes only, and when. A call that
 * began before may bring them back when its record is written. One that begins later is new: who calls again may, and
 * an extension may be somebody else's by then. An id is nobody else's ever.
 */
export async function noteErased(manager: EntityManager, names: string[], at: Date): Promise<void> {
  await manager.query(
    `INSERT INTO erased_names (hash, at) SELECT unnest($1::bytea[]), $2
      ON CONFLICT (hash) DO UPDATE SET at = excluded.at`,
    [names.map(hashOf), at],
  );
}

/** The records as they may be written. The caller holds `lockForWriting`. */
export async function withoutErased(manager: EntityManager, records: CallRecord[]): Promise<CallRecord[]> {
  const hashes = [...new Set(records.flatMap(namesIn))].map(hashOf);
  const rows: { hash: Buffer; at: Date }[] = await manager.query(
    'SELECT hash, at FROM erased_names WHERE hash = ANY ($1::bytea[])',
    [hashes],
  );
  if (rows.length === 0) return records;
  const erased = new Map(rows.map(({ hash, at }) => [hash.toString('hex'), at.getTime()]));
  return records.map((record) => {
    const isErased = (name: string): boolean => {
      const at = erased.get(hashOf(name).toString('hex'));
      return at !== undefined && (isId(name) || record.startedAt <= at);
    };
    return scrubbed(record, isErased);
  });
}

type IsErased = (name: string) => boolean;

/** As an erasure leaves records: one of theirs without its details, one of others without them. */
function scrubbed(record: CallRecord, isErased: IsErased): CallRecord {
  if (!namesIn(record).some(isErased)) return record;
  const caller = isErased(record.callerToken ?? '') ? { callerToken: null, sealedCaller: null } : {};
  const professional = isErased(record.professionalId ?? '')
    ? { professionalId: null, listingId: null, sealedCaller: null }
    : {};
  const dialled = isErased(record.dialled ?? '') ? { dialled: null } : {};
  const theirs = { ...caller, ...professional, ...dialled };
  const goes = (entry: TimelineEntry): boolean =>
    Object.keys(theirs).length > 0 ||
    entry.what === 'key-pressed' ||
    wordsOf(entry, record.dialled).some(isErased);
  const timeline = record.timeline.map((entry) => (goes(entry) ? { at: entry.at, what: entry.what } : entry));
  return { ...record, ...theirs, timeline };
}

const namesIn = ({ callerToken, professionalId, listingId, dialled, timeline }: CallRecord): string[] => [
  ...[callerToken, professionalId, listingId, dialled].filter((name) => name !== null),
  ...timeline.flatMap((entry) => wordsOf(entry, dialled)),
];

const wordsOf = ({ detail }: TimelineEntry, dialled: string | null): string[] =>
  (detail?.split(' ') ?? []).map((word) => nameIn(word, dialled));

const hashOf = (name: string): Buffer => createHash('sha256').update(name).digest();

const isId = (name: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name);
