import type { Command } from '../call-flow/command.js';
import type { CallState } from '../call-flow/state.js';
import { Mailbox } from './mailbox.js';
import type { CallRecords, CallStates, Clock, Exchange, Fact, Routing } from './ports.js';

/** Gives every call its mailbox, and every command to whoever carries it out. */
export class CallRuntime {
  private readonly calls = new Map<string, Mailbox>();

  constructor(
    private readonly exchange: Exchange,
    private readonly routing: Routing,
    private readonly records: CallRecords,
    private readonly kept: CallStates,
    private readonly clock: Clock,
  ) {}

  /** A caller has dialled `dialled` (as the carrier sent it). */
  arrive(callId: string, dialled: string): void {
    const mailbox = new Mailbox(
      {
        clock: this.clock,
        save: (state) => this.kept.keep(callId, state),
        carryOut: (command) => this.carryOut(callId, command),
        close: () => this.close(callId),
      },
      callId,
    );
    this.calls.set(callId, mailbox);
    mailbox.post({ type: 'call-arrived', callId, dialled });
  }

  /** False: there is no such call (any more). */
  post(callId: string, fact: Fact): boolean {
    const mailbox = this.calls.get(callId);
    mailbox?.post(fact);
    return mailbox !== undefined;
  }

  has(callId: string): boolean {
    return this.calls.has(callId);
  }

  stateOf(callId: string): CallState | undefined {
    return this.calls.get(callId)?.state;
  }

  /** The calls in progress. */
  states(): CallState[] {
    return [...this.calls.values()].map((mailbox) => mailbox.state);
  }

  private carryOut(callId: string, command: Command): void {
    switch (command.type) {
      case 'find-number':
        return void this.findNumber(callId, command.dialled);
      case 'find-line':
        return void this.findLine(callId, command);
      case 'release':
        return void this.routing.release(callId, command.professionalIds, date(command.spokeUntil));
      case 'write-record':
        return this.records.take(command.record);
      default:
        return this.exchange.execute(callId, command);
    }
  }

  private async findNumber(callId: string, dialled: string): Promise<void> {
    try {
      const entry = await this.routing.findNumber(dialled);
      this.post(callId, entry ? { type: 'number-found', entry } : { type: 'number-unknown' });
    } catch {
      this.post(callId, { type: 'number-lookup-failed' });
    }
  }

  private async findLine(callId: string, { target, except }: Command & { type: 'find-line' }): Promise<void> {
    try {
      const found = await this.routing.findLine(callId, target, except, new Date(this.clock.now()));
      if ('reason' in found) return void this.post(callId, { type: 'no-line', ...found });
      if (this.post(callId, { type: 'line-found', offers: found.offers })) return;
      // The caller is gone: nobody will use what was reserved.
      await this.routing.release(
        callId,
        found.offers.map((offer) => offer.professionalId),
        null,
      );
    } catch {
      this.post(callId, { type: 'no-line', reason: 'lookup-failed' });
    }
  }

  private close(callId: string): void {
    this.calls.delete(callId);
    this.kept.drop(callId);
    this.exchange.forget(callId);
  }
}

const date = (at: number | null): Date | null => (at === null ? null : new Date(at));
