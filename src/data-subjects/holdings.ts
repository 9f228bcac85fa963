import type { Holding } from './holding.js';
import { blocks, callerNumbers, callRecords, sessions } from './holdings/calls.js';
import { auditLog, legalHolds, receipts } from './holdings/evidence.js';
import {
  consentAttempts,
  consentRequests,
  consents,
  directLines,
  listings,
  passThroughNumbers,
  profiles,
  restingNumbers,
} from './holdings/professionals.js';

/** All that is held about people, in the order in which it is erased: what names a person before the person. */
export const HOLDINGS: Holding[] = [
  callRecords,
  callerNumbers,
  sessions,
  blocks,
  consents,
  consentAttempts,
  consentRequests,
  passThroughNumbers,
  // After the numbers that go to rest only now.
  restingNumbers,
  directLines,
  listings,
  profiles,
  legalHolds,
  auditLog,
  receipts,
];

/** Tables in which nobody is named, and what they hold. */
export const NAMELESS: Record<string, string> = {
  categories: 'the intents of callers',
  switchboard_numbers: 'published numbers and their menus',
  session_numbers: 'published numbers of sessions',
  trunks: 'carriers',
  trunk_credentials: 'how carriers and the switchboard know each other, sealed',
  calling_policy: 'whom the switchboard calls at all',
  vault_keys: 'keys, wrapped by one that is not in the database',
  vault_readers: 'which process knows which key',
  api_keys: 'the operator’s own keys',
  retention_rules: 'days',
  erased_names: 'hashes of names that are gone, for as long as something written late may bring them',
  migrations: 'which tables there are',
};
