import { z } from 'zod';
import { facts, tally } from './facts.js';

const none = z.strictObject({});
const ofChange = z.strictObject({ fields: z.array(facts.field) });
const ofListing = z.strictObject({ listing: facts.id, published: z.boolean().optional() });
const ofNumber = z.strictObject({ listing: facts.id.optional() });
const ofClaim = z.strictObject({
  as: z.enum([
    'direct-line',
    'switchboard-number',
    'pass-through-number',
    'presented-number',
    'session-number',
    'session-caller',
  ]),
});
const ofCredentials = z.strictObject({ purpose: z.enum(['ours', 'theirs']) });
const ofSession = z.strictObject({ professional: facts.id, listing: facts.id });

/** All that is noted, and what is noted of each beside who, when, to what and why. */
export const ACTIONS = {
  'direct-line-set': none,
  'direct-line-removed': none,
  'direct-line-seen': none,
  'direct-line-refused': none,
  'role-refused': z.strictObject({ method: facts.method, route: facts.route, id: facts.id.optional() }),
  'api-key-created': z.strictObject({ roles: z.array(z.enum(['operator', 'privacy', 'carriers'])) }),
  'api-key-revoked': none,
  'consent-withdrawn': z.strictObject({ listings: facts.count.optional() }),
  'professional-added': none,
  'professional-changed': ofChange,
  'professional-removed': none,
  'listing-added': ofListing,
  'listing-changed': ofListing,
  'listing-removed': ofListing,
  'category-added': none,
  'category-changed': ofChange,
  'category-removed': none,
  'number-published': ofNumber,
  'number-removed': ofNumber,
  'number-refused': ofClaim,
  /** Refused without a look, for so many were before: it does not count itself, or it would never end. */
  'number-not-tried': ofClaim,
  'session-created': ofSession,
  'session-ended': ofSession,
  'block-added': z.strictObject({ by: z.enum(['number', 'call']), professional: facts.id.optional() }),
  'block-removed': z.strictObject({ professional: facts.id.optional() }),
  'block-refused': none,
  'trunk-added': none,
  'trunk-changed': ofChange,
  'trunk-removed': none,
  'trunk-credentials-set': ofCredentials,
  'trunk-credentials-removed': ofCredentials,
  'number-changed': ofChange,
  'calling-policy-changed': none,
  'retention-changed': z.strictObject({ days: facts.count }),
  'hold-placed': z.strictObject({ until: facts.moment.optional() }),
  'hold-lifted': none,
  'data-exported': z.strictObject({ found: tally.optional() }),
  'erasure-checked': none,
  'data-erased': z.strictObject({ erased: tally.optional() }),
  'vault-rotated': z.strictObject({
    key: facts.fingerprint.optional(),
    rows: facts.count.optional(),
  }),
  'vault-master-key-changed': none,
  'vault-key-destroyed': z.strictObject({ key: facts.fingerprint }),
};

export type AuditAction = keyof typeof ACTIONS;

export type AuditDetail<A extends AuditAction> = z.input<(typeof ACTIONS)[A]>;
