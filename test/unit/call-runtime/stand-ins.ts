import type { CallRecord } from '../../../src/call-flow/record.js';
import type {
  CodeCheck,
  Entry,
  NoConsent,
  NoLineReason,
  Offer,
  ProfessionalChange,
  Target,
} from '../../../src/call-flow/plan.js';
import type { CallState } from '../../../src/call-flow/state.js';
import {
  CallRecords,
  CallStates,
  Clock,
  Consents,
  Exchange,
  Professionals,
  Routing,
  type ExchangeCommand,
} from '../../../src/call-runtime/ports.js';

/** A clock that stands still until it is turned. */
export class FakeClock extends Clock {
  private readonly timers = new Set<{ at: number; task: () => void }>();
  private time = 1_000;

  now(): number {
    return this.time;
  }

  schedule(at: number, task: () => void): () => void {
    const timer = { at, task };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  /** Runs what is due on the way, the earliest first. */
  turn(ms: number): void {
    const until = this.time + ms;
    for (let next = this.nextBy(until); next; next = this.nextBy(until)) {
      this.timers.delete(next);
      this.time = Math.max(this.time, next.at);
      next.task();
    }
    this.time = until;
  }

  get pending(): number {
    return this.timers.size;
  }

  private nextBy(until: number) {
    return [...this.timers].filter(({ at }) => at <= until).sort((one, other) => one.at - other.at)[0];
  }
}

/** Writes down what it is asked to do; `whenever` may answer at once, as Asterisk's edge does for a missing file. */
export class FakeExchange extends Exchange {
  readonly diary: string[] = [];
  whenever: (callId: string, command: ExchangeCommand) => void = () => {};

  execute(callId: string, command: ExchangeCommand): void {
    this.diary.push(`${callId} ${command.type}`);
    this.whenever(callId, command);
  }

  forget(callId: string): void {
    this.diary.push(`${callId} forget`);
  }
}

/** Writes into the same diary as the exchange, so that the order of keeping and commanding shows. */
export class FakeStates extends CallStates {
  readonly kept = new Map<string, CallState>();
  isAway = false;

  constructor(private readonly diary: string[]) {
    super();
  }

  keep(callId: string, state: CallState): void {
    this.kept.set(callId, state);
    this.diary.push(`${callId} save ${state.name}`);
  }

  drop(callId: string): void {
    this.kept.delete(callId);
  }

  async keepAll(states: CallState[]): Promise<void> {
    if (this.isAway) throw new Error('away');
    for (const state of states) this.kept.set(state.facts.callId, state);
  }

  async all(): Promise<CallState[]> {
    return [...this.kept.values()];
  }
}

type Found = { offers: Offer[] } | { reason: NoLineReason; categoryId?: string };

/** A lookup that is answered when the test says so. */
interface Pending<T> {
  resolve: (value: T) => void;
  reject: (error: Error) => void;
}

export class FakeRouting extends Routing {
  readonly held: string[] = [];
  readonly released: { callId: string; professionalIds: string[]; spokeUntil: Date | null }[] = [];
  readonly searches: { target: Target; except: string[]; now: Date }[] = [];
  private readonly numbers: Pending<Entry | undefined>[] = [];
  private readonly lines: Pending<Found>[] = [];

  findNumber(): Promise<Entry | undefined> {
    return new Promise((resolve, reject) => this.numbers.push({ resolve, reject }));
  }

  findLine(_callId: string, target: Target, except: string[], now: Date): Promise<Found> {
    this.searches.push({ target, except, now });
    return new Promise((resolve, reject) => this.lines.push({ resolve, reject }));
  }

  hold(callId: string, professionalIds: string[]): void {
    this.held.push(...professionalIds.map((id) => `${id} for ${callId}`));
  }

  async release(callId: string, professionalIds: string[], spokeUntil: Date | null): Promise<void> {
    this.released.push({ callId, professionalIds, spokeUntil });
  }

  async answerNumber(entry: Entry | undefined): Promise<void> {
    this.numbers.shift()?.resolve(entry);
    await settled();
  }

  async answerLine(found: Found): Promise<void> {
    this.lines.shift()?.resolve(found);
    await settled();
  }

  /** The database is away. */
  async fail(): Promise<void> {
    [...this.numbers.splice(0), ...this.lines.splice(0)].forEach(({ reject }) => reject(new Error('away')));
    await settled();
  }
}

/** A question that is answered when the test says so. */
class Answers<T> {
  private readonly pending: Pending<T>[] = [];

  ask(): Promise<T> {
    return new Promise((resolve, reject) => this.pending.push({ resolve, reject }));
  }

  async give(answer: T): Promise<void> {
    this.pending.shift()?.resolve(answer);
    await settled();
  }

  async fail(): Promise<void> {
    this.pending.shift()?.reject(new Error('away'));
    await settled();
  }
}

export class FakeProfessionals extends Professionals {
  readonly asked: string[] = [];
  readonly changes = new Answers<void>();

  change(professionalId: string, change: ProfessionalChange): Promise<void> {
    this.asked.push(`${professionalId} ${change}`);
    return this.changes.ask();
  }
}

export class FakeConsents extends Consents {
  readonly asked: string[] = [];
  readonly checks = new Answers<CodeCheck>();
  readonly records = new Answers<void>();
  readonly settlements = new Answers<void>();

  async begin(requestId: string, callId: string): Promise<void> {
    this.asked.push(`${requestId}: answered in ${callId}`);
  }

  checkCode(requestId: string, code: string): Promise<CodeCheck> {
    this.asked.push(`${requestId}: is it ${code}?`);
    return this.checks.ask();
  }

  record(requestId: string, callId: string): Promise<void> {
    this.asked.push(`${requestId}: yes in ${callId}`);
    return this.records.ask();
  }

  settle(requestId: string, callId: string, outcome: NoConsent): Promise<void> {
    this.asked.push(`${requestId}: ${outcome} in ${callId}`);
    return this.settlements.ask();
  }
}

export class FakeRecords extends CallRecords {
  readonly taken: CallRecord[] = [];

  take(record: CallRecord): void {
    this.taken.push(record);
  }
}

/** Whatever waits for an answer has gone on. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
