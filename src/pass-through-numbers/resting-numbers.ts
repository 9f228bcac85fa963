import { IsNull, type EntityManager } from 'typeorm';
import { Problem } from '../common/problem.js';
import { SwitchboardNumber } from '../menus/switchboard-number.entity.js';
import { Listing } from '../professionals/listing.entity.js';
import { RestingNumber } from './resting-number.entity.js';

/** Did the extension reach somebody else until lately? */
export async function rests(
  manager: EntityManager,
  switchboardNumberId: string,
  extension: string,
): Promise<boolean> {
  const switchboard = await manager.findOneBy(SwitchboardNumber, { id: switchboardNumberId });
  return manager.existsBy(RestingNumber, { number: switchboard?.number ?? '', extension });
}

/** For what a number is wanted: for a listing, for sessions, or for a menu. */
type Purpose = { listingId: string } | 'sessions' | 'menu';

/**
 * Takes a number out of its rest: one of somebody's own for the same professional only, one of sessions for sessions
 * only: to whoever called by it then it is not assigned. To be asked within the transaction that has claimed it.
 */
export async function takeFromRest(manager: EntityManager, number: string, purpose: Purpose): Promise<void> {
  const resting = await manager.findOneBy(RestingNumber, { number, extension: IsNull() });
  if (!resting) return;
  if (!(await isTheSame(manager, resting, purpose))) throw isResting();
  await manager.delete(RestingNumber, { id: resting.id });
}

async function isTheSame(
  manager: EntityManager,
  { ofSessions, professionalId }: RestingNumber,
  purpose: Purpose,
): Promise<boolean> {
  if (typeof purpose === 'string') return ofSessions && purpose === 'sessions';
  const listing = await manager.findOneBy(Listing, { id: purpose.listingId });
  return listing !== null && listing.professionalId === professionalId;
}

const isResting = () =>
  new Problem(
    'number-resting',
    "The number was another professional's, or one of sessions, and rests, so that their callers reach nobody else; take another",
  );
