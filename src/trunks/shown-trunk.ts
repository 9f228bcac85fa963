import type { Health } from './trunk-health.js';
import type { CredentialsView } from './trunk-credentials.schema.js';
import type { CredentialPurpose, TrunkCredential } from './trunk-credential.entity.js';
import type { Trunk } from './trunk.entity.js';

/** A trunk as operators see it. */
export interface ShownTrunk extends Trunk {
  credentials: Record<CredentialPurpose, CredentialsView | null>;
  health: Health;
}

export function shown(trunk: Trunk, credentials: TrunkCredential[], health: Health): ShownTrunk {
  const of = (purpose: CredentialPurpose): CredentialsView | null => {
    const one = credentials.find((each) => each.trunkId === trunk.id && each.purpose === purpose);
    return one ? { set: true, username: one.username, updatedAt: one.updatedAt } : null;
  };
  return { ...trunk, credentials: { ours: of('ours'), theirs: of('theirs') }, health };
}
