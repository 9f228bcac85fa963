/** How long a caller's number is kept for calling back. */
const KEPT_MS = 7 * 86_400_000;

/** Callers of before are not called back, even where nobody has erased them yet. */
export const keptSince = (now: Date): Date => new Date(now.getTime() - KEPT_MS);
