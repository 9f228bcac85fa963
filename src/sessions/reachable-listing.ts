import { IsNull, type EntityManager } from 'typeorm';
import { Problem, referenceUnknown } from '../common/problem.js';
import { Consent } from '../consent/consent.entity.js';
import { DirectLineRow } from '../direct-lines/direct-line.entity.js';
import { Listing } from '../professionals/listing.entity.js';

/**
 * A listing whose professional has a direct line and said yes on it: without both, whoever calls would hear that the
 * number is nobody's. Away or out of hours is for the time of the call to tell.
 */
export async function reachableListing(manager: EntityManager, id: string): Promise<Listing> {
  const listing = await manager.findOneBy(Listing, { id });
  if (!listing) throw referenceUnknown('listingId', id);
  const { professionalId } = listing;
  const line = await manager.findOneBy(DirectLineRow, { professionalId });
  if (!line) throw lineMissing(professionalId);
  const consent = { listingId: id, directLineId: line.id, withdrawnAt: IsNull() };
  if (!(await manager.existsBy(Consent, consent))) throw consentMissing(id);
  return listing;
}

const lineMissing = (professionalId: string) =>
  new Problem(
    'direct-line-missing',
    `Nobody could be reached: set it with PUT /api/v1/professionals/${professionalId}/direct-line, then ask for consent`,
  );

const consentMissing = (listingId: string) =>
  new Problem(
    'consent-missing',
    `Nobody could be reached: ask the owner of the line with POST /api/v1/listings/${listingId}/consent-requests`,
  );
