import type { Caller } from '../../../src/call-flow/plan.js';
import type { Chance } from '../chance.js';
import type { LegWatch } from '../promises/leg-watch.js';
import type { SimulatedTime } from '../time/simulated-time.js';
import type { Weather } from '../weather.js';
import type { CalleeLeg } from './callee-leg.js';
import type { CallerLeg } from './caller-leg.js';
import type { Link } from './link.js';

/** What all legs share: the world's time and weather, the way to the service, and who watches. */
export interface Around {
  time: SimulatedTime;
  weather: Weather;
  link: Link;
  watch: LegWatch;
  asterisk: Asterisk;
}

/** Who dials in, and how. */
export interface Arrival {
  dialled: string;
  caller: Caller | null;
  trunkId: string | null;
  chance: Chance;
  /** What they know by heart: an extension, or the code that they were told. */
  knows: (chance: Chance) => string;
}

/** The channels that are there. They outlive every service. */
export class Asterisk {
  readonly callers = new Set<CallerLeg>();
  /** Callees in our app: they listen, or wait for another trunk. */
  readonly callees = new Set<CalleeLeg>();
  /** By whose phone it is. */
  private readonly phones = new Map<string, CalleeLeg>();

  isBusy(phone: string): boolean {
    return this.phones.has(phone);
  }

  legOf(phone: string): CalleeLeg | undefined {
    return this.phones.get(phone);
  }

  takePhone(leg: CalleeLeg): void {
    this.phones.set(leg.phone, leg);
  }

  freePhone(leg: CalleeLeg): void {
    if (this.phones.get(leg.phone) === leg) this.phones.delete(leg.phone);
  }
}
