import type { CodeCheck, NoConsent } from '../../../src/call-flow/plan.js';
import { Consents } from '../../../src/call-runtime/ports.js';
import type { ConsentWatch } from '../promises/consent-watch.js';
import type { Desk } from './desk.js';

/** A request for consent as the database has it. */
export interface ConsentRequest {
  requestId: string;
  code: string;
  state: 'asked' | 'answered' | 'given' | 'settled';
  tries: number;
  /** The right code was entered, and checked. */
  isRight: boolean;
}

const MOST_TRIES = 5;

/** Decides a request once, whatever comes first. */
export class FakeConsents extends Consents {
  constructor(
    private readonly requests: ReadonlyMap<string, ConsentRequest>,
    private readonly desk: Desk,
    private readonly watch: ConsentWatch,
  ) {
    super();
  }

  begin(requestId: string): Promise<void> {
    return this.desk.ask(() => {
      const request = this.of(requestId);
      if (request.state === 'asked') request.state = 'answered';
    });
  }

  checkCode(requestId: string, code: string): Promise<CodeCheck> {
    return this.desk.ask(() => {
      const request = this.of(requestId);
      request.tries += 1;
      if (request.tries > MOST_TRIES || request.state === 'settled') return 'spent';
      const isRight = request.code === code;
      // An earlier one may have been slower.
      request.isRight ||= isRight;
      return isRight ? 'right' : 'wrong';
    });
  }

  record(requestId: string, callId: string): Promise<void> {
    return this.desk.ask(() => {
      const request = this.of(requestId);
      if (request.state === 'settled') throw new Error('the request is settled');
      request.state = 'given';
      this.watch.recorded(callId, request);
    });
  }

  settle(requestId: string, callId: string, outcome: NoConsent): Promise<void> {
    return this.desk.ask(() => {
      const request = this.of(requestId);
      if (request.state !== 'given') request.state = 'settled';
      this.watch.settled(callId, outcome);
    });
  }

  private of(requestId: string): ConsentRequest {
    const request = this.requests.get(requestId);
    if (!request) throw new Error('there is no such request');
    return request;
  }
}
