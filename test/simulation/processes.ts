import type { CallState } from '../../src/call-flow/state.js';
import type { Chance } from './chance.js';
import type { Asterisk } from './exchange/asterisk.js';
import { compareNotes } from './exchange/compare-notes.js';
import type { CallerLeg } from './exchange/caller-leg.js';
import type { Link } from './exchange/link.js';
import { takeOver } from './exchange/take-over.js';
import type { LegWatch } from './promises/leg-watch.js';
import type { Service } from './service.js';
import type { SimulatedTime } from './time/simulated-time.js';
import type { Town } from './town/town.js';
import type { Weather } from './weather.js';

/** Reservations of a process that is gone are nobody's after this (ms). */
const LAPSE = 60_000;
const LONGEST_STOP = 2_000;
/** The most that a service does in a second or two. */
const SOME_THINGS = 300;
/** Until Asterisk's answer to what there is (ms). */
const ASKING = 5;

/** What is there when processes come and go. */
export interface Ground {
  time: SimulatedTime;
  chance: Chance;
  weather: Weather;
  town: Town;
  asterisk: Asterisk;
  link: Link;
  legs: LegWatch;
  /** What the processes before have kept. */
  kept: Map<string, CallState>;
  callers: Map<string, CallerLeg>;
  startService: (name: string) => Service;
}

/** The service as a whole: it ends and begins again, is killed, and loses its connection. */
export class Processes {
  private count = 0;
  current: Service;

  constructor(private readonly ground: Ground) {
    this.current = this.next();
  }

  planTrouble(during: number): void {
    const { time, chance, weather } = this.ground;
    const plan = (times: number, what: () => void) => {
      for (let i = 0; i < times; i += 1) time.in(chance.between(5_000, during), what);
    };
    plan(weather.outages, () => this.cutOff());
    plan(weather.stops, () => this.restart());
    plan(weather.crashes, () => this.crash());
  }

  /** The socket dies, which is noticed at once or by its missing pings, and is made again. */
  private cutOff(): void {
    const { link, time, chance } = this.ground;
    if (!link.isUp) return;
    const service = this.current;
    link.die();
    this.everyCaller((caller) => (caller.hasLost = true));
    time.in(chance.is(0.5) ? 0 : chance.between(1, 4_000), () => {
      if (this.current !== service || !service.isAlive) return;
      link.disconnect();
      time.in(chance.between(200, 30_000), () => {
        if (this.current === service && service.isAlive) this.connect();
      });
    });
  }

  /** In an orderly way. What has no end by then is left to the next process. */
  private restart(): void {
    const service = this.current;
    if (!this.ground.link.isUp) return;
    this.everyCaller((caller) => (caller.hasBeenLeft = true));
    const { runtime } = service;
    const ending = this.ground.chance.is(0.5) ? runtime.handOver() : runtime.stop(LONGEST_STOP);
    void ending.then(() => {
      if (service.isAlive) service.kill();
    });
    this.ground.time.answered();
  }

  private crash(): void {
    const service = this.current;
    if (!service.isAlive) return;
    service.killAfter(this.ground.chance.between(0, SOME_THINGS));
  }

  /** Asterisk notices at once that the socket is closed. */
  private bury({ name }: Service): void {
    const { link, time, chance, town } = this.ground;
    link.disconnect();
    this.everyCaller((caller) => (caller.hasBeenLeft = true));
    time.in(LAPSE, () => town.lapse(name));
    time.in(chance.between(300, 4_000), () => {
      this.current = this.next();
    });
  }

  private next(): Service {
    this.count += 1;
    const service = this.ground.startService(String(this.count));
    this.current = service;
    service.onDeath(() => this.bury(service));
    for (const state of asText(this.ground.kept))
      takeOver(service.exchange, state, this.ground.callers.get(state.facts.callId)!);
    this.connect();
    return service;
  }

  private connect(): void {
    const { link, legs, asterisk, time } = this.ground;
    const service = this.current;
    link.connect(service.ear);
    legs.isBack();
    compareNotes(service.ear, asterisk, (task) =>
      time.in(ASKING, () => {
        if (service.isAlive && link.isUp) task();
      }),
    );
  }

  private everyCaller(task: (caller: CallerLeg) => void): void {
    for (const caller of [...this.ground.callers.values(), ...this.ground.asterisk.callers]) task(caller);
  }
}

/** What does not survive being written down is lost. */
function asText(kept: Map<string, CallState>): CallState[] {
  for (const [callId, state] of kept) kept.set(callId, JSON.parse(JSON.stringify(state)) as CallState);
  return [...kept.values()];
}
