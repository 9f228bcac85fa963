import type { EntityManager } from 'typeorm';
import { Problem } from '../common/problem.js';
import { SwitchboardNumber } from '../menus/switchboard-number.entity.js';
import { PassThroughNumber } from './pass-through-number.entity.js';

/** Every number that callers dial to reach the switchboard. */
export async function publishedNumbers(manager: EntityManager): Promise<Set<string | null>> {
  const switchboard = await manager.find(SwitchboardNumber, { select: { number: true } });
  const dedicated = await manager.find(PassThroughNumber, {
    select: { number: true },
    where: { kind: 'dedicated' },
  });
  return new Set([...switchboard, ...dedicated].map(({ number }) => number));
}

async function isPublished(manager: EntityManager, number: string): Promise<boolean> {
  return (
    (await manager.existsBy(SwitchboardNumber, { number })) ||
    (await manager.existsBy(PassThroughNumber, { number }))
  );
}

/**
 * A number leads to one place, but switchboard and dedicated numbers stand in two tables: whoever publishes one
 * takes its lock, until the end of the transaction, before looking into both.
 */
export async function claimNumber(manager: EntityManager, number: string): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock(hashtext($1))', [number]);
  if (await isPublished(manager, number))
    throw new Problem('number-taken', 'The number is a switchboard number or a dedicated number already');
}
