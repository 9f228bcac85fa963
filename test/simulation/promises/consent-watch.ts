import type { CallRecord } from '../../../src/call-flow/record.js';
import type { NoConsent } from '../../../src/call-flow/plan.js';
import type { ConsentRequest } from '../parts/fake-consents.js';
import type { Promises } from './broken.js';

/** What the exchange knows of the owner who was called. */
export interface Owner {
  /** Every key pressed, in order. */
  pressed: string;
  /** The question was played to its end. */
  hasHeard: boolean;
}

/** A yes is a yes: behind the question, the right code and its key; and each request is decided. */
export class ConsentWatch {
  private readonly decided = new Set<string>();

  constructor(
    private readonly promises: Promises,
    private readonly owner: (callId: string) => Owner | undefined,
  ) {}

  recorded(callId: string, { code, isRight }: ConsentRequest): void {
    const { pressed = '', hasHeard = false } = this.owner(callId) ?? {};
    this.decided.add(callId);
    this.promises.keep(isRight, callId, 'a consent without the right code');
    this.promises.keep(hasHeard, callId, 'a consent to a question that was not heard');
    this.promises.keep(hasIn(`${code}1`, pressed), callId, 'a consent without the key for yes');
  }

  settled(callId: string, _outcome: NoConsent): void {
    this.decided.add(callId);
  }

  /** A yes that was recorded and not told, or a request that nobody settled, would stay open for ever. */
  atEnd(record: CallRecord, request: ConsentRequest, mayBeLost: boolean): void {
    const { callId, outcome } = record;
    if (mayBeLost) return;
    this.promises.keep(this.decided.has(callId), callId, 'the consent request was left open');
    if (outcome === 'consent-given')
      this.promises.keep(request.state === 'given', callId, 'a yes in the record that was not recorded');
  }
}

/** In this order; there may be others in between, which were lost on their way. */
function hasIn(keys: string, pressed: string): boolean {
  let found = 0;
  for (const key of pressed) if (key === keys[found]) found += 1;
  return found === keys.length;
}
