import type { EntityManager } from 'typeorm';
import { keyOf, type Subject } from './subject.js';

/** All that a call record may name a subject by; the migration of names on hold says what that is. */
export async function namesOf(manager: EntityManager, subject: Subject): Promise<string[]> {
  if (subject.kind === 'caller') return [subject.token];
  const [row] = await manager.query<{ names: string[] }[]>('SELECT names_of($1) AS names', [keyOf(subject)]);
  return row?.names ?? [];
}

/** A word of a timeline as names are: an extension is somebody's only together with the number it was dialled under. */
export const nameIn = (word: string, dialled: string | null): string =>
  /^\d{6}$/.test(word) ? `${dialled} ${word}` : word;
