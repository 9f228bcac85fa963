import type { Command } from '../call-flow/command.js';
import type { CallState } from '../call-flow/state.js';
import { Mailbox } from './mailbox.js';
import type { CallRecords, CallStates, Clock, Exchange, Fact, Routing } from './ports.js';

const FAILED = Symbol('failed');

/** Gives every call its mailbox, and every command to whoever carries it out. */
export class CallRuntime {
  private readonly calls = new Map<string, Mailbox>();
  private onIdle: () => void = () => {};

  constructor(
    private readonly exchange: Exchange,
    private readonly routing: Routing,
    private readonly records: CallRecords,
    private readonly kept: CallStates,
    private readonly clock: Clock,
    /** Told what went wrong with a call; holds no number. */
    private readonly complain: (callId: string, reason: string) => void,
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

  /**
   * The service ends: callers still spoken to are let go, joined ones go on without us. Resolves when every call
   * has its record, or after `ms`.
   */
  async stop(ms: number): Promise<void> {
    for (const callId of [...this.calls.keys()]) this.post(callId, { type: 'service-stopping' });
    if (this.calls.size === 0) return;
    await new Promise<void>((resolve) => {
      const callOff = this.clock.schedule(this.clock.now() + ms, resolve);
      this.onIdle = () => (callOff(), resolve());
    });
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
    const found = await this.tried(callId, this.routing.findNumber(dialled));
    if (found === FAILED) this.post(callId, { type: 'number-lookup-failed' });
    else this.post(callId, found ? { type: 'number-found', entry: found } : { type: 'number-unknown' });
  }

  private async findLine(callId: string, { target, except }: Command & { type: 'find-line' }): Promise<void> {
    const now = new Date(this.clock.now());
    const found = await this.tried(callId, this.routing.findLine(callId, target, except, now));
    if (found === FAILED) this.post(callId, { type: 'no-line', reason: 'lookup-failed' });
    else if ('reason' in found) this.post(callId, { type: 'no-line', ...found });
    else if (!this.post(callId, { type: 'line-found', offers: found.offers })) {
      // The caller is gone: nobody will use what was reserved.
      const reserved = found.offers.map((offer) => offer.professionalId);
      await this.routing.release(callId, reserved, null);
    }
  }

  /** A lookup's answer, or that there was none: then the operator reads why. */
  private async tried<T>(callId: string, lookup: Promise<T>): Promise<T | typeof FAILED> {
    try {
      return await lookup;
    } catch (error) {
      this.complain(callId, (error as Error).message);
      return FAILED;
    }
  }

  private close(callId: string): void {
    this.calls.delete(callId);
    this.kept.drop(callId);
    this.exchange.forget(callId);
    if (this.calls.size === 0) this.onIdle();
  }
}

const date = (at: number | null): Date | null => (at === null ? null : new Date(at));
