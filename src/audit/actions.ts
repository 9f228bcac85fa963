import { z } from 'zod';
import { facts, tally } from './facts.js';

const none = z.strictObject({});

/** All that is noted, and what is noted of each beside who, when, to what and why. */
export const ACTIONS = {
  'direct-line-set': none,
  'direct-line-removed': none,
  'direct-line-seen': none,
  'direct-line-refused': none,
  'role-refused': z.strictObject({ method: facts.method, route: facts.route, id: facts.id.optional() }),
  'api-key-created': z.strictObject({ roles: z.array(z.enum(['operator', 'privacy'])) }),
  'api-key-revoked': none,
  'consent-withdrawn': z.strictObject({ listings: facts.count.optional() }),
  'block-added': z.strictObject({ professional: facts.id.optional() }),
  'block-removed': z.strictObject({ professional: facts.id.optional() }),
  'retention-changed': z.strictObject({ days: facts.count }),
  'hold-placed': z.strictObject({ until: facts.moment.optional() }),
  'hold-lifted': none,
  'data-exported': z.strictObject({ found: tally.optional() }),
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
