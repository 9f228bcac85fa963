import type { CallRecord } from '../../src/call-flow/record.js';
import type { ExchangeCommand } from '../../src/call-runtime/ports.js';
import { Chance } from './chance.js';
import { Coverage } from './coverage.js';
import { Asterisk, type Around } from './exchange/asterisk.js';
import { CallerLeg } from './exchange/caller-leg.js';
import { compareNotes } from './exchange/compare-notes.js';
import { FakeExchange } from './exchange/fake-exchange.js';
import type { Legs } from './exchange/legs.js';
import { Link } from './exchange/link.js';
import { Placing } from './exchange/placing.js';
import { Desk } from './parts/desk.js';
import { FakeConsents, type ConsentRequest } from './parts/fake-consents.js';
import { FakeProfessionals } from './parts/fake-professionals.js';
import { FakeRouting } from './parts/fake-routing.js';
import { FakeStates } from './parts/fake-states.js';
import { ServiceClock } from './parts/service-clock.js';
import { Promises, type Broken } from './promises/broken.js';
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
/** Reservations of a process that is gone are nobody's after this (ms). */
const LAPSE = 60_000;

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
  private readonly states = new FakeStates();
  /** The caller's leg of each call. */
  private readonly callers = new Map<string, CallerLeg>();
  private readonly taken: CallRecord[] = [];
  private service: Service;
  private serviceCount = 0;

  constructor(private readonly wishes: WorldWishes) {
    this.coverage = wishes.coverage ?? new Coverage();
    this.weather = weatherBy(this.chance(STREAM.weather), wishes.weather);
    this.story = new Story(this.time, wishes.storyOf ?? null);
    this.link = new Link(this.time, this.chance(STREAM.link), this.weather);
    this.legs = new LegWatch(this.promises, this.time, this.weather.slowness);
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
    });
    this.consents = new ConsentWatch(this.promises, (callId) => this.callers.get(callId));
    this.service = this.startService();
  }

  /** Undefined: every promise was kept. */
  async run(): Promise<Broken | null> {
    for (let i = 0; i < this.wishes.calls; i += 1) this.planCall(i);
    this.planWeather();
    await this.time.run(() => this.promises.broken !== null);
    if (!this.promises.broken) this.lookBack();
    return this.promises.broken;
  }

  private lookBack(): void {
    this.service.atEnd(this.promises);
    this.records.atEnd();
    this.reservations.atEnd();
    this.legs.atEnd(this.asterisk.callers);
    for (const callId of this.states.kept.keys())
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
    if (!this.link.isUp && chance.is(0.5)) return;
    const caller = new CallerLeg(String(i), arrivalOf(i, chance, this.town), this.around);
    caller.isTroubled = !this.link.isUp;
    caller.arrive();
    if (chance.is(0.03))
      this.time.in(chance.between(10, 120_000), () =>
        this.service.runtime.post(caller.callId, { type: 'hang-up-requested' }),
      );
  }

  private askForConsent(i: number, chance: Chance): void {
    if (!this.link.isUp) return;
    const callId = `call-${i}`;
    const { ask, request, arrival } = askOf(callId, chance, this.town);
    this.requests.set(request.requestId, request);
    this.callers.set(callId, new CallerLeg(String(i), arrival, this.around));
    this.records.began(callId);
    this.service.runtime.ask(callId, ask);
  }

  private newCall(caller: CallerLeg): string {
    const callId = `call-${caller.name}`;
    const id = this.callers.has(callId) ? `${callId}-again-${this.time.now % 1_000_000}` : callId;
    this.callers.set(id, caller);
    this.records.began(id);
    return id;
  }

  private isTroubled(callId: string): boolean {
    return this.callers.get(callId)?.isTroubled ?? false;
  }

  // What goes wrong with the service as a whole.

  private planWeather(): void {
    const chance = this.chance(STREAM.events);
    for (let i = 0; i < this.weather.outages; i += 1)
      this.time.in(chance.between(5_000, RUSH * 1.5), () => this.cutOff(chance));
    for (let i = 0; i < this.weather.stops; i += 1)
      this.time.in(chance.between(5_000, RUSH * 1.5), () => this.restart(chance));
  }

  /** The socket dies, which is noticed at once or by its missing pings, and is made again. */
  private cutOff(chance: Chance): void {
    if (!this.link.isUp) return;
    this.link.die();
    this.trouble();
    this.time.in(chance.is(0.5) ? 0 : chance.between(1, 4_000), () => {
      this.link.disconnect();
      this.time.in(chance.between(200, 30_000), () => this.connect());
    });
  }

  private restart(chance: Chance): void {
    if (!this.link.isUp) return;
    const { service } = this;
    this.trouble();
    void service.runtime.stop(2_000).then(() => {
      this.trouble();
      this.link.disconnect();
      service.kill();
      this.abandon(service);
      this.time.in(LAPSE, () => this.town.lapse(service.name));
      this.time.in(chance.between(500, 5_000), () => {
        this.service = this.startService();
      });
    });
    this.time.answered();
  }

  /** Who could not be hung up in time is lost with the process. */
  private abandon({ runtime }: Service): void {
    for (const { facts } of runtime.states()) {
      this.records.lost(facts.callId);
      this.states.drop(facts.callId);
    }
  }

  private trouble(): void {
    for (const caller of [...this.callers.values(), ...this.asterisk.callers]) caller.isTroubled = true;
  }

  private connect(): void {
    const { exchange } = this.service;
    if (this.link.isUp || !exchange.isAlive) return;
    this.link.connect(exchange);
    compareNotes(exchange, this.asterisk, (task) =>
      this.time.in(5, () => {
        if (exchange.isAlive && this.link.isUp) task();
      }),
    );
  }

  private startService(): Service {
    this.serviceCount += 1;
    const desk = new Desk(this.time, this.chance(STREAM.desk), this.weather);
    const service = new Service(
      {
        exchange: this.exchange(),
        routing: new FakeRouting(
          this.town,
          this.chance(STREAM.routing),
          desk,
          this.reservations,
          String(this.serviceCount),
        ),
        professionals: new FakeProfessionals(this.town, desk),
        consents: new FakeConsents(this.requests, desk, this.consents),
        states: this.states,
        clock: new ServiceClock(this.time, this.chance(STREAM.clock), this.weather, () => this.timerOf()),
        desk,
        takeRecord: (record) => this.takeRecord(record),
      },
      { coverage: this.coverage, story: this.story },
      String(this.serviceCount),
    );
    this.service = service;
    this.connect();
    return service;
  }

  private timerOf(): () => void {
    const state = this.states.latest;
    return () => {
      if (!state) return;
      this.coverage.saw(state.name, 'deadline-passed');
      this.story.heard(state.facts.callId, state.name, { type: 'deadline-passed' });
    };
  }

  private exchange(): FakeExchange {
    const chance = this.chance(STREAM.placing + 10 * this.serviceCount);
    return new FakeExchange({
      around: this.around,
      placing: new Placing(this.time, chance, this.weather),
      newCall: (caller) => this.newCall(caller),
      lineToCall: (callId) => this.callers.get(callId)!,
      isMissing: () => chance.is(this.weather.missing),
      check: (callId, command, legs) => this.checkCommand(callId, command, legs),
      closed: ({ caller, callId }) => {
        this.legs.closed(caller, callId);
        this.service.checkTimers(this.promises);
      },
    });
  }

  private takeRecord(record: CallRecord): void {
    this.coverage.ended(record.outcome);
    this.story.commanded(record.callId, { type: 'write-record', outcome: record.outcome } as never);
    this.records.taken(record);
    if (record.kind === 'consent') this.taken.push(record);
  }

  /** The state was kept before, and what it is about is there, or was. */
  private checkCommand(callId: string, command: ExchangeCommand, legs: Legs | undefined): void {
    this.story.commanded(callId, command);
    const state = this.service.runtime.stateOf(callId);
    const isKept = state?.name === 'ended' || this.states.kept.get(callId) === state;
    this.promises.keep(isKept, callId, `${command.type} before the state was kept`);
    this.promises.keep(legs !== undefined, callId, `${command.type} for a call that is not there`);
    const offerId =
      command.type === 'hang-up-callee'
        ? command.offerId
        : command.type === 'whisper' || command.type === 'accept' || command.type === 'ring-again'
          ? command.offer.offerId
          : undefined;
    if (offerId !== undefined)
      this.promises.keep(
        legs?.callees.has(offerId) ?? false,
        callId,
        `${command.type} for a leg that never was`,
      );
  }

  private chance(stream: number): Chance {
    return new Chance(this.wishes.seed, stream);
  }
}
