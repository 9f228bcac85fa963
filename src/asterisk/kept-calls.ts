import type { Logger } from '@nestjs/common';
import type { CallState } from '../call-flow/state.js';
import type { CallRuntime } from '../call-runtime/call-runtime.js';
import type { CallStates } from '../call-runtime/ports.js';
import { consentChannel } from './consent-call.js';
import type { LegBook, Legs } from './legs.js';
import type { LineDialler } from './line-dialler.js';

/**
 * Takes over the calls that a process which is gone has left, as it kept them. It is done before Asterisk is
 * listened to, so that its first event finds its call; where each caller is, reconciliation tells afterwards.
 */
export class KeptCalls {
  constructor(
    private readonly states: CallStates,
    private readonly book: LegBook,
    private readonly dialler: LineDialler,
    private readonly runtime: CallRuntime,
    private readonly log: Logger,
  ) {}

  /** Never rejects: with nothing kept, calls that Asterisk has are taken as it tells them. */
  async open(): Promise<void> {
    try {
      const states = await this.states.all();
      for (const state of states) this.tryToTakeOver(state);
      if (states.length > 0)
        this.log.log(`${states.length} calls are taken over from a process that is gone`);
    } catch (error) {
      const { message: reason } = error as Error;
      this.log.warn({ reason }, 'what calls were doing cannot be read; those in a menu begin anew');
    }
  }

  /** One that cannot be read must not keep the others from going on, now or at every start. */
  private tryToTakeOver(state: CallState): void {
    const { callId } = state.facts;
    try {
      this.takeOver(state);
    } catch (error) {
      const { message: reason } = error as Error;
      this.log.error({ callId, reason }, 'a call cannot be taken over');
      this.book.close(callId);
      this.states.drop(callId);
    }
  }

  private takeOver(state: CallState): void {
    const { callId, leg } = state.facts;
    const legs = this.book.open(callId, leg ?? consentChannel(callId));
    legs.isTakenOver = true;
    legs.isHandedOver = state.name === 'ringing' || state.name === 'connected';
    legs.isBeingCalled = state.name === 'asking';
    this.holdPlaces(legs, state);
    this.runtime.adopt(state);
  }

  private holdPlaces(legs: Legs, state: CallState): void {
    const attempts = going(state);
    for (const { offerId, trunkId } of attempts) this.dialler.hold(legs, offerId, trunkId);
    legs.offerIds = attempts.map(({ offerId }) => offerId);
  }
}

/** Attempts that are not over: of those who ring, of the line that is asked, of who is spoken with. */
function going(state: CallState): CallState['facts']['attempts'] {
  const { attempts } = state.facts;
  if (state.name === 'asking') return attempts.filter(({ outcome }) => outcome === 'given-up');
  if (state.name !== 'ringing') return attempts.filter(({ outcome }) => outcome === 'joined');
  const rung = new Set(state.rung.filter(({ phase }) => phase !== 'over').map(({ offer }) => offer.offerId));
  return attempts.filter(({ offerId, outcome }) => outcome === 'given-up' && rung.has(offerId));
}
