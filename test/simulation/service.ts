import { CallRuntime } from '../../src/call-runtime/call-runtime.js';
import type { Fact } from '../../src/call-runtime/ports.js';
import type { CallRecord } from '../../src/call-flow/record.js';
import { CallRecords } from '../../src/call-runtime/ports.js';
import type { Coverage } from './coverage.js';
import type { Ear } from './exchange/ear.js';
import type { FakeExchange } from './exchange/fake-exchange.js';
import type { FakeConsents } from './parts/fake-consents.js';
import type { FakeProfessionals } from './parts/fake-professionals.js';
import type { FakeRouting } from './parts/fake-routing.js';
import type { Life } from './parts/life.js';
import type { FakeStates } from './parts/fake-states.js';
import type { ServiceClock } from './parts/service-clock.js';
import type { Promises } from './promises/broken.js';
import type { Story } from './story.js';

export interface ServiceParts {
  exchange: FakeExchange;
  ear: Ear;
  routing: FakeRouting;
  professionals: FakeProfessionals;
  consents: FakeConsents;
  states: FakeStates;
  clock: ServiceClock;
  life: Life;
  takeRecord: (record: CallRecord) => void;
}

export interface Witnesses {
  coverage: Coverage;
  story: Story;
}

/** The real runtime, in a process of its own that can be killed. */
export class Service {
  readonly runtime: CallRuntime;
  readonly exchange: FakeExchange;
  readonly ear: Ear;

  constructor(
    private readonly parts: ServiceParts,
    witnesses: Witnesses,
    readonly name: string,
  ) {
    const { exchange, takeRecord, life } = parts;
    const records = new (class extends CallRecords {
      take = (record: CallRecord) => void (life.does() && takeRecord(record));
    })();
    const complain = () => {};
    this.exchange = exchange;
    this.ear = parts.ear;
    this.runtime = new WatchedRuntime({ ...parts, records, complain, maySteer: () => true }, witnesses, life);
    exchange.runtime = this.runtime;
    life.onEnd(() => parts.clock.stop());
  }

  /** From now on it does nothing and hears nothing. */
  kill(): void {
    this.parts.life.end();
  }

  /** Dies of itself after so many more things done. */
  killAfter(count: number): void {
    this.parts.life.endAfter(count);
  }

  onDeath(task: () => void): void {
    this.parts.life.onEnd(task);
  }

  get isAlive(): boolean {
    return !this.parts.life.isOver;
  }

  /** Each call has one timer at most; who stops waits for one more. */
  checkTimers(promises: Promises): void {
    const { clock } = this.parts;
    const isLeaking = clock.pending > this.runtime.count + 1;
    promises.keep(!isLeaking, null, `${clock.pending} timers for ${this.runtime.count} calls`);
  }

  atEnd(promises: Promises): void {
    for (const { facts, name } of this.runtime.states())
      promises.keep(false, facts.callId, `the call never ended: ${name}`);
    const { pending } = this.parts.clock;
    promises.keep(pending === 0, null, `${pending} timers are left`);
  }
}

/** Says what it was told. */
class WatchedRuntime extends CallRuntime {
  constructor(
    outside: ConstructorParameters<typeof CallRuntime>[0],
    private readonly witnesses: Witnesses,
    private readonly life: Life,
  ) {
    super(outside);
  }

  override arrive(...arrival: Parameters<CallRuntime['arrive']>): void {
    this.witnesses.coverage.saw('new', 'call-arrived');
    super.arrive(...arrival);
  }

  override ask(...ask: Parameters<CallRuntime['ask']>): void {
    this.witnesses.coverage.saw('new', 'consent-call-asked');
    super.ask(...ask);
  }

  override post(callId: string, fact: Fact): boolean {
    if (this.life.isOver) return false;
    const { coverage, story } = this.witnesses;
    const state = this.stateOf(callId)?.name ?? 'ended';
    coverage.saw(state, fact.type);
    story.heard(callId, state, fact);
    return super.post(callId, fact);
  }
}
