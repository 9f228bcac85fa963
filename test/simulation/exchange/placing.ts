import type { Offer } from '../../../src/call-flow/plan.js';
import type { Chance } from '../chance.js';
import type { SimulatedTime } from '../time/simulated-time.js';
import type { Weather } from '../weather.js';
import { TRUNKS } from '../town/town.js';

/** Numbers that cannot be opened, consents withdrawn meanwhile, trunks that are full. */
const NO_WAY = 0.01;

/** Opens numbers and finds each a trunk: as slow as the database. */
export class Placing {
  constructor(
    private readonly time: SimulatedTime,
    private readonly chance: Chance,
    private readonly weather: Weather,
  ) {}

  /** By attempt; without those who cannot be called. */
  ways(offers: Offer[], without: string[], found: (trunks: Map<string, string>) => void): void {
    const trunks = new Map<string, string>();
    for (const { offerId } of offers) {
      const trunk = this.trunk(without);
      if (trunk !== undefined) trunks.set(offerId, trunk);
    }
    this.time.in(this.chance.between(1, this.weather.slowness), () => found(trunks));
  }

  way(attemptId: string, without: string[], found: (trunkId: string | undefined) => void): void {
    const trunk = this.trunk(without);
    this.time.in(this.chance.between(1, this.weather.slowness), () => found(trunk));
  }

  private trunk(without: string[]): string | undefined {
    if (this.chance.is(NO_WAY + this.weather.failing)) return undefined;
    return TRUNKS.find((trunk) => !without.includes(trunk));
  }
}
