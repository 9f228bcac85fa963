import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { z } from 'zod';
import { Problem } from './problem.js';

export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('Items of one page.'),
  cursor: z.string().max(200).optional().describe('`next` of the page before.'),
});

export type PageQuery = z.infer<typeof pageQuery>;

export interface Page<T> {
  items: T[];
  /** For the next page; null when this is the last. */
  next: string | null;
}

export const pageOf = <T extends z.ZodType>(item: T, id: string) =>
  z.object({ items: z.array(item), next: z.string().nullable() }).meta({ id });

/** Where a page ended: rows that come or go meanwhile neither repeat nor hide others. */
interface Place {
  at: Date;
  id: string;
}

/**
 * One page of `query`, whose rows are named by its alias. `time` is a property of the row; with its id
 * it makes the order total. Newest first when `direction` is DESC.
 */
export async function page<T extends ObjectLiteral & { id: string }>(
  query: SelectQueryBuilder<T>,
  time: keyof T & string,
  direction: 'ASC' | 'DESC',
  { limit, cursor }: PageQuery,
): Promise<Page<T>> {
  const { alias } = query;
  if (cursor !== undefined) {
    const sign = direction === 'ASC' ? '>' : '<';
    query.andWhere(`(${alias}.${time}, ${alias}.id) ${sign} (:at, :id)`, { ...placeOf(cursor) });
  }
  query.orderBy(`${alias}.${time}`, direction).addOrderBy(`${alias}.id`, direction);
  // One more than asked for tells whether there is another page.
  return cut(await query.limit(limit + 1).getMany(), limit, (row) => ({ at: row[time], id: row.id }));
}

export function cut<T>(rows: T[], limit: number, place: (row: T) => Place): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: last && rows.length > limit ? cursorOf(place(last)) : null };
}

export function cursorOf({ at, id }: Place): string {
  return Buffer.from(JSON.stringify([at.getTime(), id])).toString('base64url');
}

const placeSchema = z.tuple([z.int().min(0).max(8.64e15), z.string().max(100)]);

export function placeOf(cursor: string): Place {
  try {
    const [at, id] = placeSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { at: new Date(at), id };
  } catch {
    throw new Problem('cursor-invalid', 'Use the `next` of the page before, unchanged, or leave it out');
  }
}
