import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Registry } from 'prom-client';
import { CallOutcomes } from '../call-records/call-outcomes.js';
import { LiveCalls } from '../call-records/live-calls.js';
import { GuardCounters } from '../guard/guard-counters.js';
import { KnownTrunks } from '../trunks/known-trunks.js';
import { TrunkCounters } from '../trunks/trunk-counters.js';
import { TrunkHealth } from '../trunks/trunk-health.js';

/** One line: labels and value. */
type Line = [labels: Record<string, string>, value: number];

/**
 * What Prometheus is told of this process. Labels are outcomes, reasons and trunks' ids: never a number, a
 * professional or a token.
 */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();

  constructor(
    private readonly trunks: KnownTrunks,
    private readonly health: TrunkHealth,
    private readonly left: TrunkCounters,
    private readonly guard: GuardCounters,
    private readonly calls: LiveCalls,
    private readonly outcomes: CallOutcomes,
  ) {
    this.ofCalls();
    this.ofTrunks();
    this.count('throughline_extensions_wrong_total', 'Wrong extensions', [], () => [[{}, guard.wrong]]);
    this.count('throughline_extensions_refused_total', 'Extensions not looked up', ['by'], () => [
      [{ by: 'caller' }, guard.callerSpent],
      [{ by: 'overall' }, guard.overallSpent],
    ]);
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }

  private ofCalls(): void {
    this.count('throughline_calls_total', 'Calls that ended', ['outcome'], () =>
      this.outcomes.all().map(([outcome, count]): Line => [{ outcome }, count]),
    );
    this.gauge('throughline_calls_live', 'Calls in progress', [], async () => [
      [{}, (await this.calls.list()).length],
    ]);
    this.count('throughline_calls_refused_inbound_total', 'Calls for a number of another trunk', [], () => [
      [{}, this.left.refusedInbound],
    ]);
    this.count('throughline_numbers_not_called_total', 'Numbers not called', ['reason'], () =>
      this.left.refusals.all().map(([reason, count]): Line => [{ reason }, count]),
    );
  }

  private ofTrunks(): void {
    const states = ['closed', 'open', 'trial'];
    this.gauge('throughline_trunk_state', '1: the state of the circuit', ['trunk', 'state'], () =>
      this.trunks.all().flatMap(({ id: trunk }) => {
        const now = this.health.of(trunk).state;
        return states.map((state): Line => [{ trunk, state }, state === now ? 1 : 0]);
      }),
    );
    this.gauge('throughline_trunk_calls', 'Calls on the trunk', ['trunk'], () =>
      this.trunks.all().map(({ id }): Line => [{ trunk: id }, this.health.of(id).calls.inProgress]),
    );
    this.count('throughline_trunk_attempts_total', 'Attempts to leave', ['trunk', 'carrier_did'], () =>
      this.left.attempts.all().map(([name, count]): Line => {
        const [trunk = '', did = ''] = name.split(' ');
        return [{ trunk, carrier_did: did }, count];
      }),
    );
  }

  private gauge(
    name: string,
    help: string,
    labelNames: string[],
    read: () => Line[] | Promise<Line[]>,
  ): void {
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
  private count(name: string, help: string, labelNames: string[], read: () => Line[]): void {
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
