import { createHash } from 'node:crypto';
import { shelfOf } from '../../guard/blocks.js';
import type { RoutingChange } from '../routing-changes.js';

/** Names of what routing keeps in Redis. One hash tag, so that a Redis Cluster keeps it all in one place. */
const TAG = '{routing}';

const hashed = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);

export const cacheKeys = {
  /** Hashed: people also dial numbers that are not ours and nobody's business. */
  number: (e164: string) => `${TAG}:entry:${hashed(e164)}`,
  extension: (switchboardNumberId: string, extension: string) =>
    `${TAG}:extension:${switchboardNumberId}:${extension}`,
  listing: (listingId: string) => `${TAG}:listed:${listingId}`,
  category: (categoryId: string) => `${TAG}:category:${categoryId}`,
  sealedLine: (professionalId: string) => `${TAG}:sealed-line:${professionalId}`,
  /** Of all callers whose tokens begin alike. */
  blocked: (shelf: string) => `${TAG}:blocked:${shelf}`,
  connected: (token: string) => `${TAG}:connected:${token}`,
  session: (sessionId: string) => `${TAG}:session:${sessionId}`,
  /** `party`: a caller's token, or a professional's id. */
  sessionsOf: (sessionNumberId: string, party: string) => `${TAG}:sessions:${sessionNumberId}:${party}`,
  /** Whom a caller last spoke with through a number. */
  again: (e164: string, token: string) => `${TAG}:again:${hashed(e164)}:${token}`,
  lineOwners: `${TAG}:line-owners`,
  lineVersion: `${TAG}:line-version`,
  newLineOwners: (id: string) => `${TAG}:line-owners:${id}`,
};

/** The key whose answer may be another one after this change. */
export function keyOf(change: RoutingChange): string {
  switch (change.kind) {
    case 'number':
      return cacheKeys.number(change.number);
    case 'extension':
      return cacheKeys.extension(change.switchboardNumberId, change.extension);
    case 'listing':
      return cacheKeys.listing(change.listingId);
    case 'category':
      return cacheKeys.category(change.categoryId);
    case 'direct-line':
      return cacheKeys.sealedLine(change.professionalId);
    case 'blocked-callers':
      return cacheKeys.blocked(shelfOf(change.token));
    case 'session':
      return cacheKeys.session(change.sessionId);
    case 'sessions-of':
      return cacheKeys.sessionsOf(change.sessionNumberId, change.party);
  }
}
