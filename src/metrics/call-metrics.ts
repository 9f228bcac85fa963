import { Injectable } from '@nestjs/common';
import { CallOutcomes } from '../call-records/call-outcomes.js';
import { LiveCalls } from '../call-records/live-calls.js';
import { GuardCounters } from '../guard/guard-counters.js';
import { Lateness } from '../health/lateness.js';
import { ExchangeCounts } from './exchange-counts.js';
import { by, Meter } from './meter.js';

/** Calls, and what stands in their way. */
@Injectable()
export class CallMetrics {
  constructor(
    meter: Meter,
    calls: LiveCalls,
    outcomes: CallOutcomes,
    exchange: ExchangeCounts,
    guard: GuardCounters,
    lateness: Lateness,
  ) {
    meter.count('throughline_calls_total', 'Calls that ended', ['outcome'], () =>
      by('outcome', outcomes.all()),
    );
    meter.gauge('throughline_calls_live', 'Calls in progress', [], async () => [
      [{}, (await calls.list()).length],
    ]);
    meter.count('throughline_calls_overload_total', 'Calls refused with 503', ['why'], () =>
      by('why', exchange.refused()),
    );
    meter.gauge(
      'throughline_lateness_seconds',
      'How late the process does what is due (p99 of 2 s)',
      [],
      () => [[{}, lateness.ms / 1000]],
    );
    meter.count('throughline_security_events_total', 'Strangers at the door', ['event'], () =>
      by('event', exchange.security()),
    );
    meter.count('throughline_extensions_wrong_total', 'Wrong extensions', [], () => [[{}, guard.wrong]]);
    meter.count('throughline_extensions_refused_total', 'Extensions not looked up', ['by'], () => [
      [{ by: 'caller' }, guard.callerSpent],
      [{ by: 'overall' }, guard.overallSpent],
    ]);
  }
}
