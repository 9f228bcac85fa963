import type { Command } from '../call-flow/command.js';
import { newCall } from '../call-flow/advance.js';
import type { Arrival } from '../call-flow/event.js';
import type { ConsentAsk } from '../call-flow/plan.js';
import type { CallState } from '../call-flow/state.js';
import { Mailbox } from './mailbox.js';
import type {
  CallRecords,
  CallStates,
  Clock,
  Consents,
  Exchange,
  Fact,
  Professionals,
  Routing,
} from './ports.js';

/** All that the runtime asks of others. */
export interface Outside {
  exchange: Exchange;
  routing: Routing;
  professionals: Professionals;
  consents: Consents;
  records: CallRecords;
  states: CallStates;
  clock: Clock;
  /** Whether no other process can have the calls; facts wait while it is not sure, until `resume`. */
  maySteer: () => boolean;
  /** Told what went wrong with a call; holds no number. */
  complain: (callId: string, reason: string) => void;
}

const FAILED = Symbol('failed');

/** Gives every call its mailbox, and every command to whoever carries it out. */
export class CallRuntime {
  private readonly calls = new Map<string, Mailbox>();
  private isStopping = false;
  private onIdle: () => void = () => {};

  constructor(private readonly outside: Outside) {}

  /** A caller has dialled. */
  arrive(callId: string, arrival: Arrival): void {
    this.begin(callId, { type: 'call-arrived', callId, ...arrival });
  }

  /**
   * A call that a process began which is gone, as it was kept. Nothing is done for it before a `taken-over` says
   * where its caller is.
   */
  adopt(state: CallState): void {
    const { callId, held } = state.facts;
    this.outside.routing.hold(callId, held);
    this.open(state);
  }

  /** A line is to be called for its owner's consent. */
  ask(callId: string, ask: ConsentAsk): void {
    this.begin(callId, { type: 'consent-call-asked', callId, ask });
  }

  /** One that comes while the service ends is let go of like the others: nobody would steer it. */
  private begin(callId: string, fact: Fact): void {
    this.open(newCall(callId, this.outside.clock.now())).post(fact);
    if (this.isStopping) this.post(callId, { type: 'service-stopping' });
  }

  private open(state: CallState): Mailbox {
    const { callId } = state.facts;
    const mailbox = new Mailbox(
      {
        clock: this.outside.clock,
        save: (state) => this.outside.states.keep(callId, state),
        carryOut: (command) => this.carryOut(callId, command),
        maySteer: this.outside.maySteer,
        close: () => this.close(callId),
      },
      state,
    );
    this.calls.set(callId, mailbox);
    return mailbox;
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

  /** How many calls are in progress. */
  get count(): number {
    return this.calls.size;
  }

  /** The calls in progress. */
  states(): CallState[] {
    return [...this.calls.values()].map((mailbox) => mailbox.state);
  }

  /**
   * This process ends, and the next one goes on: calls stay as they are, kept, and nothing is done for them here any
   * more. Rejects when they cannot be kept: then they are this process's still.
   */
  async handOver(): Promise<void> {
    if (this.calls.size > 0) await this.outside.states.keepAll(this.states());
    this.abandon();
  }

  /** It is sure again that the calls are ours. */
  resume(): void {
    for (const mailbox of this.calls.values()) mailbox.resume();
  }

  /** Another process has the calls: nothing is done for them here any more. */
  abandon(): void {
    this.isStopping = true;
    for (const mailbox of this.calls.values()) mailbox.leave();
    this.calls.clear();
  }

  /**
   * The service ends: callers still spoken to are let go, joined ones go on without us. Resolves when every call
   * has its record, or after `ms`.
   */
  async stop(ms: number): Promise<void> {
    this.isStopping = true;
    for (const callId of [...this.calls.keys()]) this.post(callId, { type: 'service-stopping' });
    if (this.calls.size === 0) return;
    await new Promise<void>((resolve) => {
      const callOff = this.outside.clock.schedule(this.outside.clock.now() + ms, resolve);
      this.onIdle = () => (callOff(), resolve());
    });
  }

  private carryOut(callId: string, command: Command): void {
    switch (command.type) {
      case 'find-number':
        return void this.findNumber(callId, command);
      case 'find-line':
        return void this.findLine(callId, command);
      case 'release':
        return void this.outside.routing.release(callId, command.professionalIds, date(command.spokeUntil));
      case 'change-professional':
        return void this.changeProfessional(callId, command);
      case 'begin-consent':
        return void this.tried(callId, () => this.outside.consents.begin(command.requestId, callId));
      case 'check-consent-code':
        return void this.checkConsentCode(callId, command);
      case 'record-consent':
        return void this.recordConsent(callId, command.requestId);
      case 'settle-consent':
        return void this.tried(callId, () =>
          this.outside.consents.settle(command.requestId, callId, command.outcome),
        );
      case 'write-record':
        return this.outside.records.take(command.record);
      default:
        return this.outside.exchange.execute(callId, command);
    }
  }

  private async findNumber(
    callId: string,
    { dialled, caller, trunkId }: Command & { type: 'find-number' },
  ): Promise<void> {
    const now = new Date(this.outside.clock.now());
    const found = await this.tried(callId, () =>
      this.outside.routing.findNumber(dialled, caller, now, trunkId),
    );
    if (found === FAILED) this.post(callId, { type: 'number-lookup-failed' });
    else this.post(callId, found ? { type: 'number-found', entry: found } : { type: 'number-unknown' });
  }

  private async findLine(
    callId: string,
    { target, except, caller }: Command & { type: 'find-line' },
  ): Promise<void> {
    const now = new Date(this.outside.clock.now());
    const found = await this.tried(callId, () =>
      this.outside.routing.findLine(callId, target, except, now, caller),
    );
    if (found === FAILED) this.post(callId, { type: 'no-line', reason: 'lookup-failed' });
    else if ('reason' in found) this.post(callId, { type: 'no-line', ...found });
    else if (!this.post(callId, { type: 'line-found', offers: found.offers })) {
      // The caller is gone: nobody will use what was reserved.
      const reserved = found.offers.map((offer) => offer.professionalId);
      await this.outside.routing.release(callId, reserved, null);
    }
  }

  private async changeProfessional(
    callId: string,
    { professionalId, change }: Command & { type: 'change-professional' },
  ): Promise<void> {
    const done = await this.tried(callId, () => this.outside.professionals.change(professionalId, change));
    this.post(callId, {
      type: done === FAILED ? 'professional-not-changed' : 'professional-changed',
      change,
    });
  }

  private async checkConsentCode(
    callId: string,
    { requestId, code }: Command & { type: 'check-consent-code' },
  ): Promise<void> {
    const result = await this.tried(callId, () => this.outside.consents.checkCode(requestId, code));
    if (result === FAILED) this.post(callId, { type: 'consent-not-recorded' });
    else this.post(callId, { type: 'consent-code-checked', result });
  }

  private async recordConsent(callId: string, requestId: string): Promise<void> {
    const done = await this.tried(callId, () => this.outside.consents.record(requestId, callId));
    this.post(callId, { type: done === FAILED ? 'consent-not-recorded' : 'consent-recorded' });
  }

  /** An answer, or that there was none: then the operator reads why. */
  private async tried<T>(callId: string, ask: () => Promise<T>): Promise<T | typeof FAILED> {
    try {
      return await ask();
    } catch (error) {
      this.outside.complain(callId, (error as Error).message);
      return FAILED;
    }
  }

  private close(callId: string): void {
    this.calls.delete(callId);
    this.outside.states.drop(callId);
    this.outside.exchange.forget(callId);
    if (this.calls.size === 0) this.onIdle();
  }
}

const date = (at: number | null): Date | null => (at === null ? null : new Date(at));
