/** Something that routing may have cached, and that is different now. Each is one answer in the cache. */
export type RoutingChange =
  | { kind: 'number'; number: string }
  | { kind: 'extension'; switchboardNumberId: string; extension: string }
  /** The listing itself, its consent, its professional, or whether there is a direct line. */
  | { kind: 'listing'; listingId: string }
  /** Its prompts, its strategy, or which listings are in it. */
  | { kind: 'category'; categoryId: string }
  /** The line as it is dialled. Whether there is one is a change of the professional's listings as well. */
  | { kind: 'direct-line'; professionalId: string }
  /** Whether, or by whom, a caller is blocked. */
  | { kind: 'blocked-callers'; token: string }
  /** It began to be, ended, or was sealed anew. */
  | { kind: 'session'; sessionId: string }
  /** The sessions of a session number with one party: a caller's token, or a professional's id. */
  | { kind: 'sessions-of'; sessionNumberId: string; party: string };

/**
 * Told of every change after it was committed, so that it is in effect for the next call.
 * Never rejects: what the cache could not be told is for routing to catch up with.
 */
export abstract class RoutingChanges {
  abstract changed(what: RoutingChange): Promise<void>;

  async changedAll(changes: RoutingChange[]): Promise<void> {
    await Promise.all(changes.map((what) => this.changed(what)));
  }
}
