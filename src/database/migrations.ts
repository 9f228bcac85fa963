import { FirstTables1767225600000 } from './migrations/1767225600000-first-tables.js';
import { Vault1767225600001 } from './migrations/1767225600001-vault.js';
import { AuditLog1767225600002 } from './migrations/1767225600002-audit-log.js';
import { ConsentOnTheLine1767225600003 } from './migrations/1767225600003-consent-on-the-line.js';
import { BlockedCallers1767225600004 } from './migrations/1767225600004-blocked-callers.js';
import { CallersAndSessions1767225600005 } from './migrations/1767225600005-callers-and-sessions.js';
import { DataSubjects1767225600006 } from './migrations/1767225600006-data-subjects.js';
import { NumbersUntold1767225600007 } from './migrations/1767225600007-numbers-untold.js';
import { NamesOnHold1767225600008 } from './migrations/1767225600008-names-on-hold.js';
import { ConsentStates1767225600009 } from './migrations/1767225600009-consent-states.js';
import { CallAttempts1767225600010 } from './migrations/1767225600010-call-attempts.js';
import { Carriers1767225600011 } from './migrations/1767225600011-carriers.js';
import { CarriersRole1767225600012 } from './migrations/1767225600012-carriers-role.js';

/** In the order of their numbers. */
export const migrations = [
  FirstTables1767225600000,
  Vault1767225600001,
  AuditLog1767225600002,
  ConsentOnTheLine1767225600003,
  BlockedCallers1767225600004,
  CallersAndSessions1767225600005,
  DataSubjects1767225600006,
  NumbersUntold1767225600007,
  NamesOnHold1767225600008,
  ConsentStates1767225600009,
  CallAttempts1767225600010,
  Carriers1767225600011,
  CarriersRole1767225600012,
];
