const SECONDS = 60;

/** How many calls a carrier did its part of, and how many not, in the last minute. */
export class LastMinute {
  private readonly seconds = new Map<number, { ok: number; failed: number }>();

  add(did: 'ok' | 'failed', at: number): void {
    this.forget(at);
    const second = Math.floor(at / 1000);
    const count = this.seconds.get(second) ?? { ok: 0, failed: 0 };
    count[did]++;
    this.seconds.set(second, count);
  }

  count(at: number): { ok: number; failed: number } {
    this.forget(at);
    const sum = { ok: 0, failed: 0 };
    for (const { ok, failed } of this.seconds.values()) {
      sum.ok += ok;
      sum.failed += failed;
    }
    return sum;
  }

  private forget(at: number): void {
    for (const second of this.seconds.keys())
      if (second <= Math.floor(at / 1000) - SECONDS) this.seconds.delete(second);
  }
}
