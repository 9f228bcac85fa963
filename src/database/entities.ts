import { AuditRow } from '../audit/audit-row.entity.js';
import { BlockedCaller } from '../guard/blocked-caller.entity.js';
import { CallRecordRow } from '../call-records/call-record.entity.js';
import { KeptCaller } from '../callers/kept-caller.entity.js';
import { Category } from '../categories/category.entity.js';
import { ConsentAttempt } from '../consent/consent-attempt.entity.js';
import { ConsentRequest } from '../consent/consent-request.entity.js';
import { Consent } from '../consent/consent.entity.js';
import { LegalHold } from '../data-subjects/legal-hold.entity.js';
import { ReceiptRow } from '../data-subjects/receipt.entity.js';
import { DirectLineRow } from '../direct-lines/direct-line.entity.js';
import { SwitchboardNumber } from '../menus/switchboard-number.entity.js';
import { ApiKey } from '../operators/api-key.entity.js';
import { PassThroughNumber } from '../pass-through-numbers/pass-through-number.entity.js';
import { RestingNumber } from '../pass-through-numbers/resting-number.entity.js';
import { Listing } from '../professionals/listing.entity.js';
import { Professional } from '../professionals/professional.entity.js';
import { RetentionRuleRow } from '../retention/retention-rule.entity.js';
import { SessionNumber } from '../sessions/session-number.entity.js';
import { Session } from '../sessions/session.entity.js';
import { CallingPolicyRow } from '../calling-policy/calling-policy.entity.js';
import { TrunkCredential } from '../trunks/trunk-credential.entity.js';
import { Trunk } from '../trunks/trunk.entity.js';
import { VaultKey } from '../vault/vault-key.entity.js';
import { VaultReader } from '../vault/vault-reader.entity.js';

/** Every table. */
export const entities = [
  ApiKey,
  AuditRow,
  BlockedCaller,
  CallRecordRow,
  CallingPolicyRow,
  Category,
  Consent,
  ConsentAttempt,
  ConsentRequest,
  DirectLineRow,
  KeptCaller,
  LegalHold,
  Listing,
  PassThroughNumber,
  Professional,
  ReceiptRow,
  RestingNumber,
  RetentionRuleRow,
  Session,
  SessionNumber,
  SwitchboardNumber,
  Trunk,
  TrunkCredential,
  VaultKey,
  VaultReader,
];
