import type { CallState } from '../../../src/call-flow/state.js';
import { CallStates } from '../../../src/call-runtime/ports.js';
import type { RecordWatch } from '../promises/record-watch.js';
import type { Life } from './life.js';

/** What a restart finds, and how one process keeps it. */
export class FakeStates extends CallStates {
  latest: CallState | null = null;

  constructor(
    private readonly kept: Map<string, CallState>,
    private readonly life: Life,
    private readonly watch: RecordWatch,
  ) {
    super();
  }

  keep(callId: string, state: CallState): void {
    if (!this.life.does()) return;
    this.kept.set(callId, state);
    this.latest = state;
    this.watch.began(callId);
  }

  drop(callId: string): void {
    if (this.life.does()) this.kept.delete(callId);
  }

  async keepAll(states: CallState[]): Promise<void> {
    for (const state of states) this.keep(state.facts.callId, state);
  }

  async all(): Promise<CallState[]> {
    return [...this.kept.values()];
  }
}
