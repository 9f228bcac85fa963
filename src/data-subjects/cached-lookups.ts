import { MoreThan, type EntityManager } from 'typeorm';
import { BlockedCaller } from '../guard/blocked-caller.entity.js';
import { listingChanges } from '../professionals/listing-changes.js';
import type { RoutingChange } from '../routing/routing-changes.js';
import { sessionChanges } from '../sessions/session-changes.js';
import { Session } from '../sessions/session.entity.js';
import type { Subject } from './subject.js';

/** All that routing may have cached of a subject. To be asked while the rows are still there. */
export async function cachedLookups(manager: EntityManager, subject: Subject): Promise<RoutingChange[]> {
  const sessions = await sessionsOf(manager, subject);
  if (subject.kind === 'caller') return sessions;
  return [
    { kind: 'direct-line', professionalId: subject.id },
    ...(await listingChanges(manager, { professionalId: subject.id })),
    ...(await blockedBy(manager, subject.id)),
    ...sessions,
  ];
}

/** Blocks are cached by caller, with whoever blocks them. */
async function blockedBy(manager: EntityManager, professionalId: string): Promise<RoutingChange[]> {
  const blocks = await manager.findBy(BlockedCaller, { professionalId });
  return blocks.map(({ caller }) => ({ kind: 'blocked-callers', token: caller }));
}

/** Nothing of an older one is cached any more. */
const DAY_MS = 24 * 3_600_000;

async function sessionsOf(manager: EntityManager, subject: Subject): Promise<RoutingChange[]> {
  const isTheirs =
    subject.kind === 'caller' ? { callerToken: subject.token } : { professionalId: subject.id };
  const overAt = MoreThan(new Date(Date.now() - DAY_MS));
  const sessions = await manager.findBy(Session, { ...isTheirs, overAt });
  return sessions.flatMap(sessionChanges);
}
