/** What a password's seal is bound to: of another trunk, or in the other direction, it does not open. */
export const credentialSeal = (owner: string): string => `trunk-credentials:${owner}`;

export const credentialOwner = (trunkId: string, purpose: string): string => `${trunkId}/${purpose}`;
