import type { RoutingChange } from '../routing/routing-changes.js';
import type { Session } from './session.entity.js';

/** What routing may have cached of a session. */
export function sessionChanges({
  id,
  sessionNumberId,
  callerToken,
  professionalId,
}: Session): RoutingChange[] {
  const parties = [callerToken, professionalId].filter((party) => party !== null);
  return [
    { kind: 'session', sessionId: id },
    ...parties.flatMap((party): RoutingChange[] =>
      sessionNumberId === null ? [] : [{ kind: 'sessions-of', sessionNumberId, party }],
    ),
  ];
}
