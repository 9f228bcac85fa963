import type { CallState } from '../../../src/call-flow/state.js';
import { CallStates } from '../../../src/call-runtime/ports.js';

/** What a restart would find. */
export class FakeStates extends CallStates {
  readonly kept = new Map<string, CallState>();

  latest: CallState | null = null;

  keep(callId: string, state: CallState): void {
    this.kept.set(callId, state);
    this.latest = state;
  }

  drop(callId: string): void {
    this.kept.delete(callId);
  }

  async all(): Promise<CallState[]> {
    return [...this.kept.values()];
  }
}
