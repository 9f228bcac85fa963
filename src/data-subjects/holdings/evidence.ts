import type { Holding } from '../holding.js';

/** The hash of a caller's token, as `hashOfToken` makes it. */
const HASH = `translate(rtrim(encode(sha256(convert_to(:key, 'UTF8')), 'base64'), '='), '+/', '-_')`;

const HELD = 'SELECT created_at, reason, lifted_at, lift_reason FROM legal_holds WHERE';

export const legalHolds: Holding = {
  kind: 'legal-holds',
  table: 'legal_holds',
  names: ['professional_id', 'token'],
  purpose: 'so that nothing is erased that a court may ask for',
  kept: 'until they are lifted and the person goes; which caller it was {caller-tokens} days after the lifting',
  professional: {
    read: `${HELD} professional_id = :key::uuid ORDER BY created_at`,
    erase: 'DELETE FROM legal_holds WHERE professional_id = :key::uuid',
  },
  caller: {
    read: `${HELD} token = :key ORDER BY created_at`,
    erase: 'DELETE FROM legal_holds WHERE token = :key',
  },
};

const NOTED = 'SELECT at, action, reason, detail FROM audit_log WHERE subject';
const NOTED_STAYS = 'who looked at, exported or erased what must not be able to hide it';

export const auditLog: Holding = {
  kind: 'audit-log',
  table: 'audit_log',
  names: ['subject'],
  purpose: NOTED_STAYS,
  kept: 'for good',
  professional: {
    read: `${NOTED} = 'professional:' || :key ORDER BY seq`,
    stays: NOTED_STAYS,
  },
  caller: {
    read: `${NOTED} IN ('caller:' || :key, 'caller:' || ${HASH}) ORDER BY seq`,
    stays: NOTED_STAYS,
  },
};

const RECEIPTS = 'SELECT id, at FROM receipts WHERE subject';
const RECEIPTS_STAY = 'proof of what was erased';

export const receipts: Holding = {
  kind: 'receipts',
  table: 'receipts',
  names: ['subject'],
  purpose: RECEIPTS_STAY,
  kept: 'for good',
  professional: { read: `${RECEIPTS} = :key ORDER BY at`, stays: RECEIPTS_STAY },
  caller: { read: `${RECEIPTS} = ${HASH} ORDER BY at`, stays: RECEIPTS_STAY },
};
