/** What a caller's seal is bound to: in another call's or session's row, or as a direct line, it does not open. */
export const callerSeal = (sealedTo: string): string => `caller/${sealedTo}`;
