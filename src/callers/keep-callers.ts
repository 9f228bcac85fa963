import { In, type EntityManager } from 'typeorm';
import type { CallRecord } from '../call-flow/record.js';
import { SessionNumber } from '../sessions/session-number.entity.js';
import { KeptCaller } from './kept-caller.entity.js';

/**
 * Keeps the callers of these calls for calling back. Those of sessions are not kept: whoever may call the other is
 * the session's matter, and ends with it.
 */
export async function keepCallers(manager: EntityManager, records: CallRecord[]): Promise<void> {
  const kept = records.flatMap(keptCaller);
  const dialled = kept.map((caller) => caller.dialled);
  const ofSessions = await manager.findBy(SessionNumber, { number: In(dialled) });
  const rows = kept.filter((caller) => !ofSessions.some(({ number }) => number === caller.dialled));
  if (rows.length > 0) await manager.insert(KeptCaller, rows);
}

function keptCaller(record: CallRecord): KeptCaller[] {
  const { callId, callerToken: token, sealedCaller: sealed, dialled, professionalId, startedAt } = record;
  if (token === null || sealed === null || dialled === null || professionalId === null) return [];
  const ciphertext = Buffer.from(sealed.ciphertext, 'base64');
  return [
    { callId, professionalId, token, dialled, keyId: sealed.keyId, ciphertext, at: new Date(startedAt) },
  ];
}
