import type { EntityManager } from 'typeorm';
import { BlockedCaller } from '../guard/blocked-caller.entity.js';
import { listingChanges } from '../professionals/listing-changes.js';
import type { RoutingChange } from '../routing/routing-changes.js';
import type { Subject } from './subject.js';

/** All that routing may have cached of a subject. To be asked while the rows are still there. */
export async function cachedLookups(manager: EntityManager, subject: Subject): Promise<RoutingChange[]> {
  const sessions = await sessionsOf(manager, subject);
  if (subject.kind === 'caller') return [{ kind: 'connected', token: subject.token }, ...sessions];
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

const RECENT = `SELECT id AS "sessionId", session_number_id AS "sessionNumberId",
    ARRAY[professional_id::text, caller_token] AS parties
  FROM sessions WHERE over_at > now() - interval '1 day' AND session_number_id IS NOT NULL`;

interface Recent {
  sessionId: string;
  sessionNumberId: string;
  parties: (string | null)[];
}

/** Of both parties. No answer is kept for longer than a day. */
async function sessionsOf(manager: EntityManager, subject: Subject): Promise<RoutingChange[]> {
  const isTheirs = subject.kind === 'caller' ? 'caller_token = $1' : 'professional_id = $1';
  const key = subject.kind === 'caller' ? subject.token : subject.id;
  const sessions = await manager.query<Recent[]>(`${RECENT} AND ${isTheirs}`, [key]);
  return sessions.flatMap(({ sessionId, sessionNumberId, parties }): RoutingChange[] => [
    { kind: 'session', sessionId },
    ...parties
      .filter((party) => party !== null)
      .map((party): RoutingChange => ({ kind: 'sessions-of', sessionNumberId, party })),
  ]);
}
