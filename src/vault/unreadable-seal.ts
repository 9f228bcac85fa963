export type UnreadableReason = 'key-unknown' | 'seal-broken';

/** `what` names the sealed thing by the id of its row; there is nothing else to say of it. */
export class UnreadableSealError extends Error {
  constructor(
    readonly code: UnreadableReason,
    what: string,
  ) {
    const why =
      code === 'key-unknown' ? 'its vault key is not here' : 'it was not sealed as what it is used for';
    super(`${what} cannot be opened: ${why}; set it again`);
    this.name = 'UnreadableSealError';
  }
}
