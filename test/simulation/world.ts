import type { CallRecord } from '../../src/call-flow/record.js';
import type { CallState } from '../../src/call-flow/state.js';
import { Chance } from './chance.js';
import { Coverage } from './coverage.js';
import { Asterisk, type Around } from './exchange/asterisk.js';
import { CallerLeg } from './exchange/caller-leg.js';
import { Ear } from './exchange/ear.js';
import { FakeExchange } from './exchange/fake-exchange.js';
import { Link } from './exchange/link.js';
import { Placing } from './exchange/placing.js';
import { Desk } from './parts/desk.js';
import { FakeConsents, type ConsentRequest } from './parts/fake-consents.js';
import { FakeProfessionals } from './parts/fake-professionals.js';
import { FakeRouting } from './parts/fake-routing.js';
import { FakeStates } from './parts/fake-states.js';
import { ServiceClock } from './parts/service-clock.js';
import { Life } from './parts/life.js';
import { Processes } from './processes.js';
import { Promises, type Broken } from './promises/broken.js';
import { checkCommand } from './promises/check-command.js';
import { ConsentWatch } from './promises/consent-watch.js';
import { LegWatch } from './promises/leg-watch.js';
import { RecordWatch } from './promises/record-watch.js';
import { ReservationWatch } from './promises/reservation-watch.js';
import { Service } from './service.js';
import { Story } from './story.js';
import { SimulatedTime } from './time/simulated-time.js';
import { arrivalOf, askOf, isConsentCall } from './town/arrivals.js';
import { Town } from './town/town.js';
import { weatherBy, type Weather } from './weather.js';

/** Chances of their own. */
const STREAM = { weather: 1, link: 2, routing: 3, desk: 4, clock: 5, placing: 6, events: 7, calls: 1_000 };
/** Calls arrive within this time (ms): some three hundred are there at once. */
const RUSH = 180_000;
const SOON = 3_000;

export interface WorldWishes {
  seed: number;
  calls: number;
  weather?: string | undefined;
  /** Whose story is told. */
  storyOf?: string | null;
  coverage?: Coverage;
}

/** A town, its switchboard and its callers, from the first call to the last: all of it follows from the seed. */
export class World {
  readonly time = new SimulatedTime();
  readonly weather: Weather;
  private readonly coverage: Coverage;
  readonly story: Story;
  private readonly promises = new Promises(this.time);
  private readonly town = new Town();
  private readonly asterisk = new Asterisk();
  private readonly link: Link;
  private readonly around: Around;
  private readonly legs: LegWatch;
  private readonly records: RecordWatch;
  private readonly reservations: ReservationWatch;
  private readonly consents: ConsentWatch;
  private readonly requests = new Map<string, ConsentRequest>();
  private readonly kept = new Map<string, CallState>();
  /** The caller's leg of each call. */
  private readonly callers = new Map<string, CallerLeg>();
  private readonly taken: CallRecord[] = [];
  private readonly processes: Processes;

  constructor(private readonly wishes: WorldWishes) {
    this.coverage = wishes.coverage ?? new Coverage();
    this.weather = weatherBy(this.chance(STREAM.weather), wishes.weather);
    this.story = new Story(this.time, wishes.storyOf ?? null);
    this.link = new Link(this.time, this.chance(STREAM.link), this.weather);
    this.legs = new LegWatch(this.promises, this.time, this.weather.slowness, (callId) =>
      this.records.isWritten(callId),
    );
    this.around = {
      time: this.time,
      weather: this.weather,
      link: this.link,
      watch: this.legs,
      asterisk: this.asterisk,
    };
    this.reservations = new ReservationWatch(
      this.promises,
      this.town,
      (callId, id) => !this.isTroubled(callId) && this.legs.isInUse(callId, id),
      (task) => this.time.in(SOON, task),
    );
    this.legs.reservations = this.reservations;
    this.records = new RecordWatch(this.promises, {
      joinedAt: (callId) => this.legs.joinedAt(callId),
      isTroubled: (callId) => this.isTroubled(callId),
      goneFor: (callId) => {
        const caller = this.callers.get(callId);
        return caller ? this.legs.goneFor(caller) : 0;
      },
    });
    this.consents = new ConsentWatch(this.promises, (callId) => this.callers.get(callId));
    this.processes = new Processes({
      ...this.around,
      chance: this.chance(STREAM.events),
      town: this.town,
      legs: this.legs,
      kept: this.kept,
      callers: this.callers,
      startService: (name) => this.startService(name),
    });
  }

  /** Undefined: every promise was kept. */
  async run(): Promise<Broken | null> {
    for (let i = 0; i < this.wishes.calls; i += 1) this.planCall(i);
    this.processes.planTrouble(RUSH * 1.5);
    await this.time.run(() => this.promises.broken !== null);
    if (!this.promises.broken) this.lookBack();
    return this.promises.broken;
  }

  private lookBack(): void {
    this.processes.current.atEnd(this.promises);
    this.records.atEnd();
    this.reservations.atEnd();
    this.legs.atEnd(this.asterisk.callers);
    for (const callId of this.kept.keys())
      this.promises.keep(false, callId, 'the state of a call that is over is still kept');
    for (const record of this.taken) this.lookBackAtConsent(record);
  }

  private lookBackAtConsent(record: CallRecord): void {
    const request = this.requests.get(`request-${record.callId}`);
    if (request) this.consents.atEnd(record, request, this.weather.failing > 0);
  }

  // The calls.

  private planCall(i: number): void {
    const chance = this.chance(STREAM.calls + i);
    this.time.in(chance.between(0, RUSH), () => {
      if (isConsentCall(chance)) this.askForConsent(i, chance);
      else this.arrive(i, chance);
    });
  }

  private arrive(i: number, chance: Chance): void {
    // With no app registered the dialplan answers 503: such a call is none of ours.
    if (!this.link.isOpen) return;
    const caller = new CallerLeg(String(i), arrivalOf(i, chance, this.town), this.around);
    caller.hasLost = !this.link.isUp;
    caller.arrive();
    if (chance.is(0.03))
      this.time.in(chance.between(10, 120_000), () =>
        this.processes.current.runtime.post(caller.callId, { type: 'hang-up-requested' }),
      );
  }

  private askForConsent(i: number, chance: Chance): void {
    if (!this.link.isUp) return;
    const callId = `call-${i}`;
    const { ask, request, arrival } = askOf(callId, chance, this.town);
    this.requests.set(request.requestId, request);
    this.callers.set(callId, new CallerLeg(String(i), arrival, this.around));
    this.processes.current.runtime.ask(callId, ask);
  }

  private newCall(caller: CallerLeg): string {
    const callId = `call-${caller.name}`;
    const id = this.callers.has(callId) ? `${callId}-again-${this.time.now % 1_000_000}` : callId;
    this.callers.set(id, caller);
    return id;
  }

  private isTroubled(callId: string): boolean {
    return this.callers.get(callId)?.isTroubled ?? false;
  }

  private startService(name: string): Service {
    const life = new Life();
    const desk = new Desk(this.time, this.chance(STREAM.desk), this.weather, life);
    const chance = this.chance(STREAM.routing + 10 * Number(name));
    const exchange = this.exchange(life, this.chance(STREAM.placing + 10 * Number(name)));
    const states = new FakeStates(this.kept, life, this.records);
    return new Service(
      {
        life,
        exchange,
        states,
        ear: new Ear(exchange, this.link, (caller) => this.newCall(caller)),
        routing: new FakeRouting(this.town, chance, desk, this.reservations, name),
        professionals: new FakeProfessionals(this.town, desk),
        consents: new FakeConsents(this.requests, desk, this.consents),
        clock: new ServiceClock(this.time, this.chance(STREAM.clock), this.weather, () =>
          this.timerOf(states),
        ),
        takeRecord: (record) => this.takeRecord(record, name),
      },
      { coverage: this.coverage, story: this.story },
      name,
    );
  }

  private timerOf({ latest: state }: FakeStates): () => void {
    return () => {
      if (!state) return;
      this.coverage.saw(state.name, 'deadline-passed');
      this.story.heard(state.facts.callId, state.name, { type: 'deadline-passed' });
    };
  }

  private exchange(life: Life, chance: Chance): FakeExchange {
    const exchange: FakeExchange = new FakeExchange({
      around: this.around,
      life,
      placing: new Placing(this.time, chance, this.weather),
      lineToCall: (callId) => this.callers.get(callId)!,
      isMissing: () => chance.is(this.weather.missing),
      check: (callId, command, legs) => {
        this.story.commanded(callId, command);
        checkCommand(this.promises, command, legs, callId, {
          now: exchange.runtime.stateOf(callId),
          kept: this.kept.get(callId),
        });
      },
      closed: ({ caller, callId }) => {
        if (life.isOver) return;
        this.legs.closed(caller, callId);
        this.processes.current.checkTimers(this.promises);
      },
    });
    return exchange;
  }

  private takeRecord(record: CallRecord, by: string): void {
    this.coverage.ended(record.outcome);
    this.story.commanded(record.callId, { type: 'write-record', outcome: record.outcome } as never);
    this.records.taken(record, by);
    if (record.kind === 'consent') this.taken.push(record);
  }

  private chance(stream: number): Chance {
    return new Chance(this.wishes.seed, stream);
  }
}
