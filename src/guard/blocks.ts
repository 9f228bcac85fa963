/** Blocked callers as routing keeps them: by token, by whom; null is the whole switchboard. */
export type BlockedTokens = Record<string, (string | null)[]>;

/** By whom one caller is blocked; null is the whole switchboard. */
export type Blocks = readonly (string | null)[];

export const isBlockedEverywhere = (blocks: Blocks): boolean => blocks.includes(null);

export const isBlockedBy = (blocks: Blocks, professionalId: string): boolean =>
  isBlockedEverywhere(blocks) || blocks.includes(professionalId);

/**
 * Blocks are cached by the first character of the token. So few answers cover all callers, blocked or not,
 * that with Postgres away nobody who is blocked gets through; and a caller who is not leaves nothing behind.
 */
export const shelfOf = (token: string): string => token.slice(0, 1);
