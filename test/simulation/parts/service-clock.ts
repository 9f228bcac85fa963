import { Clock } from '../../../src/call-runtime/ports.js';
import type { Chance } from '../chance.js';
import type { SimulatedTime } from '../time/simulated-time.js';
import type { Weather } from '../weather.js';

/** Node fires a timer up to a millisecond early by its own clock. */
const EARLY = 0.02;
const LATEST = 1_000;

/** One process's clock: its timers are as exact as Node's, and it counts them. */
export class ServiceClock extends Clock {
  private readonly timers = new Set<() => void>();
  private isStopped = false;

  constructor(
    private readonly time: SimulatedTime,
    private readonly chance: Chance,
    private readonly weather: Weather,
    /** Told what a timer is for when it is set; what it returns, when it goes off. */
    private readonly witness: () => () => void,
  ) {
    super();
  }

  now(): number {
    return this.time.now;
  }

  schedule(at: number, task: () => void): () => void {
    if (this.isStopped) return () => {};
    const goesOff = this.witness();
    const callOff = this.time.at(at + this.inexactness(), () => {
      this.timers.delete(stop);
      goesOff();
      task();
    });
    const stop = () => {
      this.timers.delete(stop);
      callOff();
    };
    this.timers.add(stop);
    return stop;
  }

  get pending(): number {
    return this.timers.size;
  }

  /** The process has died. */
  stop(): void {
    this.isStopped = true;
    for (const stop of [...this.timers]) stop();
  }

  private inexactness(): number {
    if (this.chance.is(EARLY)) return -1;
    return this.chance.is(this.weather.busy) ? this.chance.between(1, LATEST) : 0;
  }
}
