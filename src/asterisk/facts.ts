import type { Fact } from '../call-runtime/ports.js';

type Reader = (callId: string, fact: Fact) => void;

/** The way of facts from Asterisk's edge to the call runtime, which itself needs that edge. */
export class Facts {
  private reader: Reader = () => {};

  readBy(reader: Reader): void {
    this.reader = reader;
  }

  report(callId: string, fact: Fact): void {
    this.reader(callId, fact);
  }
}
