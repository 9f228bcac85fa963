import type { Repository } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import type { Row } from './row.js';

/**
 * Writes the fields given and no others, so that two changes at once of different fields both last.
 * Null when there is no such row.
 */
export async function updateRow<T extends Row>(
  repository: Repository<T>,
  id: string,
  change: { [Field in keyof T]?: T[Field] | undefined },
): Promise<T | null> {
  const where = { id } as never;
  if (Object.keys(change).length > 0) await repository.update(where, change as QueryDeepPartialEntity<T>);
  return repository.findOneBy(where);
}
