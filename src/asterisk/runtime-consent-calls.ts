import { randomUUID } from 'node:crypto';
import type { ConsentAsk } from '../call-flow/plan.js';
import type { CallRuntime } from '../call-runtime/call-runtime.js';
import { ConsentCalls } from '../consent/consent-calls.js';
import type { NodeLease } from '../redis/node-lease.js';
import { mustSteer } from './must-steer.js';

/** Calls for consent are calls like any other: the runtime steers them. */
export class RuntimeConsentCalls extends ConsentCalls {
  constructor(
    private readonly runtime: CallRuntime,
    private readonly lease: NodeLease,
  ) {
    super();
  }

  check(): void {
    mustSteer(this.lease);
  }

  ask(ask: ConsentAsk): string {
    const callId = randomUUID();
    this.runtime.ask(callId, ask);
    return callId;
  }
}
