import type { Sealed } from '../call-flow/plan.js';

/** A direct line as it may be kept and passed around: sealed, and plain JSON. */
export interface SealedLine extends Sealed {
  /** Of its row; part of what the seal is bound to. */
  id: string;
  professionalId: string;
}
