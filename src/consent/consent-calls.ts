import type { ConsentAsk } from '../call-flow/plan.js';

/** Has lines called for their owners' consent. Implemented at the exchange's edge. */
export abstract class ConsentCalls {
  /** @throws Problem when this process calls nobody; before anything is written down. */
  abstract check(): void;
  /** Begins the call and gives its id. What becomes of it is told to `Consents`. */
  abstract ask(ask: ConsentAsk): string;
}
