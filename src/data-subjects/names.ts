import type { EntityManager } from 'typeorm';
import type { Subject } from './subject.js';

/**
 * All that a call record may name a subject by: of a professional the id, their listings, their extensions and
 * numbers of their own; those too that were removed.
 */
export async function namesOf(manager: EntityManager, subject: Subject): Promise<string[]> {
  if (subject.kind === 'caller') return [subject.token];
  const [row] = await manager.query<{ names: string[] }[]>(`SELECT ${OF_PROFESSIONAL} AS names`, [
    subject.id,
  ]);
  return row?.names ?? [];
}

const OF_PROFESSIONAL = `ARRAY(
  SELECT $1::text
  UNION SELECT id::text FROM listings WHERE professional_id = $1::uuid
  UNION SELECT coalesce(extension, number) FROM pass_through_numbers
    WHERE listing_id IN (SELECT id FROM listings WHERE professional_id = $1::uuid)
  UNION SELECT coalesce(extension, number) FROM resting_numbers WHERE professional_id = $1::uuid
  UNION SELECT listing_id::text FROM resting_numbers WHERE professional_id = $1::uuid
  UNION SELECT listing_id::text FROM consents WHERE professional_id = $1::uuid)`;
