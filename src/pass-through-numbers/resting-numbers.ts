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

/**
 * Takes a number of somebody's own out of its rest: for the same professional only, for a menu or for sessions never. To be
 * asked within the transaction that has claimed the number.
 */
export async function takeFromRest(
  manager: EntityManager,
  number: string,
  listingId?: string,
): Promise<void> {
  const resting = await manager.findOneBy(RestingNumber, { number, extension: IsNull() });
  if (!resting) return;
  const listing = listingId ? await manager.findOneBy(Listing, { id: listingId }) : null;
  if (listing?.professionalId !== resting.professionalId) throw isResting();
  await manager.delete(RestingNumber, { id: resting.id });
}

const isResting = () =>
  new Problem(
    'number-resting',
    "The number was another professional's and rests, so that their callers reach nobody else; take another",
  );
