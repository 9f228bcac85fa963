import type { StateName } from '../call-flow/state.js';

/** A call in progress, as far as operators see it: ids and published numbers. */
export interface LiveCall {
  callId: string;
  /** The published number that was dialled; null while it is not known to be one. */
  dialled: string | null;
  /** What the call is doing: `choosing`, `ringing`, `connected`, ... */
  state: StateName;
  /** Ms since the epoch, as in the call's own facts. */
  startedAt: number;
  answeredAt: number | null;
  connectedAt: number | null;
  categoryId: string | null;
  listingId: string | null;
  professionalId: string | null;
}

/** The calls in progress. */
export abstract class LiveCalls {
  abstract list(): Promise<LiveCall[]>;
  /** False when there is no such call any more. */
  abstract hangUp(callId: string): Promise<boolean>;
}
