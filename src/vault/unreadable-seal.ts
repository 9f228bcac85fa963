/** How an error speaks of something sealed: "The direct line ID cannot be opened: ...; set it again". */
export interface SealName {
  what: string;
  remedy: string;
}

type UnreadableReason = 'key-unknown' | 'seal-broken';

/** Names the sealed thing by the id of its row, and says what to do; there is nothing else to say of it. */
export class UnreadableSealError extends Error {
  constructor(
    readonly code: UnreadableReason,
    { what, remedy }: SealName,
  ) {
    const why =
      code === 'key-unknown' ? 'its vault key is not here' : 'it was not sealed as what it is used for';
    super(`${what} cannot be opened: ${why}; ${remedy}`);
    this.name = 'UnreadableSealError';
  }
}
