import { about } from '../call-flow/about.js';
import type { CallState } from '../call-flow/state.js';
import { LiveCalls, type LiveCall } from '../call-records/live-calls.js';
import type { CallRuntime } from '../call-runtime/call-runtime.js';

/** The calls in progress on this exchange, for operators. */
export class RuntimeCalls extends LiveCalls {
  constructor(private readonly runtime: CallRuntime) {
    super();
  }

  async list(): Promise<LiveCall[]> {
    return this.runtime.states().map(shown);
  }

  async hangUp(callId: string): Promise<boolean> {
    return this.runtime.post(callId, { type: 'hang-up-requested' });
  }
}

function shown({ name, facts }: CallState): LiveCall {
  const { callId, dialled, startedAt, answeredAt, connectedAt } = facts;
  const { categoryId, listingId, professionalId } = about(facts);
  return {
    callId,
    dialled,
    state: name,
    startedAt,
    answeredAt,
    connectedAt,
    categoryId,
    listingId,
    professionalId,
  };
}
