import { about } from '../call-flow/about.js';
import type { CallState } from '../call-flow/state.js';
import { LiveCalls, type LiveCall } from '../call-records/live-calls.js';
import type { CallRuntime } from '../call-runtime/call-runtime.js';
import type { NodeLease } from '../redis/node-lease.js';
import { mustSteer } from './must-steer.js';

/** The calls in progress on this exchange, for operators. */
export class RuntimeCalls extends LiveCalls {
  constructor(
    private readonly runtime: CallRuntime,
    private readonly lease: NodeLease,
  ) {
    super();
  }

  async list(): Promise<LiveCall[]> {
    mustSteer(this.lease);
    return this.runtime.states().map(shown);
  }

  async hangUp(callId: string): Promise<boolean> {
    mustSteer(this.lease);
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
