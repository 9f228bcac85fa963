import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

/** How often this process looks whether it is late (ms). */
const RESOLUTION = 10;
/** What was seen in so many ms tells of the next. A single pause in it, for collecting garbage, says nothing. */
const SLICE = 2_000;

/** How late this process does what is due: one that has more to do than it can is late all the time. */
@Injectable()
export class Lateness implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly seen = monitorEventLoopDelay({ resolution: RESOLUTION });
  private readonly timer = setInterval(() => this.turn(), SLICE).unref();
  private last = 0;

  /** In ms, of the last two seconds: 99 of a hundred things were done sooner. */
  get ms(): number {
    return this.last;
  }

  /** A start takes its time, and says nothing of the calls. */
  onApplicationBootstrap(): void {
    this.seen.enable();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    this.seen.disable();
  }

  private turn(): void {
    const late = this.seen.count > 0 ? this.seen.percentile(99) / 1e6 - RESOLUTION : 0;
    this.last = Math.max(0, Math.round(late));
    this.seen.reset();
  }
}
