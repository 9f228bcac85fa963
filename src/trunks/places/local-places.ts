import type { Limited } from './shared-places.js';

const SECOND_MS = 1000;

/** The places that this process has taken, and which it may take by itself while Redis is away. */
export class LocalPlaces {
  private readonly held = new Map<string, string>();
  private readonly begun = new Map<string, number[]>();

  /** The first trunk on which this process has not had its share, one part of `of`. */
  room<T extends Limited>(trunks: T[], of: number, now: number): T | undefined {
    return trunks.find(({ id, maxCalls, maxCallsPerSecond }) => {
      const calls = [...this.held.values()].filter((trunkId) => trunkId === id).length;
      return calls < share(maxCalls, of) && this.lately(id, now).length < share(maxCallsPerSecond, of);
    });
  }

  hold(place: string, trunkId: string, now: number): void {
    this.held.set(place, trunkId);
    this.begun.set(trunkId, [...this.lately(trunkId, now), now]);
  }

  /** The trunk it was on; undefined: it was free. */
  free(place: string): string | undefined {
    const trunkId = this.held.get(place);
    this.held.delete(place);
    return trunkId;
  }

  all(): [place: string, trunkId: string][] {
    return [...this.held];
  }

  private lately(trunkId: string, now: number): number[] {
    return (this.begun.get(trunkId) ?? []).filter((at) => at > now - SECOND_MS);
  }
}

const share = (limit: number | null, of: number): number =>
  limit === null ? Infinity : Math.max(1, Math.floor(limit / of));
