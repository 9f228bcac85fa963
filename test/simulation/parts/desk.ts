import type { Chance } from '../chance.js';
import type { SimulatedTime } from '../time/simulated-time.js';
import type { Weather } from '../weather.js';
import type { Life } from './life.js';

/** Where one process asks the databases: they answer soon, late, or not, and to a process that died never. */
export class Desk {
  constructor(
    private readonly time: SimulatedTime,
    private readonly chance: Chance,
    private readonly weather: Weather,
    private readonly life: Life,
  ) {}

  /** `act` takes effect on the way; what it returns or throws is the answer. */
  ask<T>(act: () => T): Promise<T> {
    if (!this.life.does()) return new Promise(() => {});
    const fails = this.chance.is(this.weather.failing);
    return new Promise((resolve, reject) => {
      this.time.in(this.way(), () => {
        const answer = fails
          ? () => reject(new Error('the database is away'))
          : this.tried(act, resolve, reject);
        this.time.in(this.way(), () => {
          if (this.life.isOver) return;
          answer();
          this.time.answered();
        });
      });
    });
  }

  /** How long something takes that asks nobody else (ms). */
  way(): number {
    if (this.chance.is(this.weather.late)) return this.chance.between(3_000, 30_000);
    return this.chance.between(0, this.weather.slowness / 2);
  }

  private tried<T>(act: () => T, resolve: (value: T) => void, reject: (error: Error) => void): () => void {
    try {
      const result = act();
      return () => resolve(result);
    } catch (error) {
      return () => reject(error as Error);
    }
  }
}
