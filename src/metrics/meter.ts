import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Registry } from 'prom-client';

/** One line: labels and value. */
export type Line = [labels: Record<string, string>, value: number];

/**
 * What Prometheus is told of this process, asked for when it asks. Labels are outcomes, reasons and trunks' ids: never
 * a number, a professional or a token.
 */
@Injectable()
export class Meter {
  private readonly registry = new Registry();

  text(): Promise<string> {
    return this.registry.metrics();
  }

  gauge(name: string, help: string, labelNames: string[], read: () => Line[] | Promise<Line[]>): void {
    const metric = new Gauge({
      name,
      help,
      labelNames,
      registers: [this.registry],
      collect: async () => {
        metric.reset();
        for (const [labels, value] of await read()) metric.set(labels, value);
      },
    });
  }

  /** The counts are kept elsewhere: here they are only told. */
  count(name: string, help: string, labelNames: string[], read: () => Line[]): void {
    const metric = new Counter({
      name,
      help,
      labelNames,
      registers: [this.registry],
      collect: () => {
        metric.reset();
        for (const [labels, value] of read()) metric.inc(labels, value);
      },
    });
  }
}

/** Counts by a name, as lines with that label. */
export const by = (label: string, counts: [name: string, count: number][]): Line[] =>
  counts.map(([name, count]) => [{ [label]: name }, count]);
