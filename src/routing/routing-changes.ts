/** Something that routing may have cached, and that is different now. */
export type RoutingChange =
  | { kind: 'number'; number: string }
  | { kind: 'extension'; switchboardNumberId: string; extension: string }
  | { kind: 'listing'; listingId: string }
  | { kind: 'category'; categoryId: string }
  | { kind: 'direct-line'; professionalId: string }
  /** Which trunks there are, or whether one is enabled: every listing's reachability hangs on it. */
  | { kind: 'trunks' };

/**
 * Told of every change after it was committed, so that it is in effect for the next call.
 * Never rejects: what the cache could not be told is for routing to catch up with.
 */
export abstract class RoutingChanges {
  abstract changed(what: RoutingChange): Promise<void>;
}
