import type { EntityManager } from 'typeorm';
import type { CallRecord } from '../call-flow/record.js';
import { KeptCaller } from './kept-caller.entity.js';

/** Keeps the callers of these calls for calling back. */
export async function keepCallers(manager: EntityManager, records: CallRecord[]): Promise<void> {
  const rows = records.flatMap(keptCaller);
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
