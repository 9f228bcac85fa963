import type { EntityManager } from 'typeorm';
import type { Subject } from './subject.js';

/**
 * All that a call record may name a professional by: the id, their listings, their extensions and numbers of their own.
 * SQL for an array of texts; `$1` is the professional's id.
 */
export const NAMES_OF_PROFESSIONAL = `ARRAY(
  SELECT $1::text
  UNION SELECT id::text FROM listings WHERE professional_id = $1::uuid
  UNION SELECT coalesce(extension, number) FROM pass_through_numbers
    WHERE listing_id IN (SELECT id FROM listings WHERE professional_id = $1::uuid))`;

export async function namesOf(manager: EntityManager, subject: Subject): Promise<string[]> {
  if (subject.kind === 'caller') return [subject.token];
  const [{ names }] = await manager.query<[{ names: string[] }]>(`SELECT ${NAMES_OF_PROFESSIONAL} AS names`, [
    subject.id,
  ]);
  return names;
}
