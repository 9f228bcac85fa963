import { Injectable } from '@nestjs/common';
import { KnownTrunks } from '../trunks/known-trunks.js';
import { TrunkCounters } from '../trunks/trunk-counters.js';
import { TrunkHealth } from '../trunks/trunk-health.js';
import { by, Meter, type Line } from './meter.js';

const STATES = ['closed', 'open', 'trial'];

/** Carriers, and what came and left by them. */
@Injectable()
export class TrunkMetrics {
  constructor(meter: Meter, trunks: KnownTrunks, health: TrunkHealth, counters: TrunkCounters) {
    meter.gauge('throughline_trunk_state', '1: the state of the circuit', ['trunk', 'state'], () =>
      trunks.all().flatMap(({ id: trunk }) => {
        const now = health.of(trunk).state;
        return STATES.map((state): Line => [{ trunk, state }, state === now ? 1 : 0]);
      }),
    );
    meter.gauge('throughline_trunk_calls', 'Calls on the trunk', ['trunk'], () =>
      trunks.all().map(({ id }): Line => [{ trunk: id }, health.of(id).calls.inProgress]),
    );
    meter.count('throughline_trunk_attempts_total', 'Attempts to leave', ['trunk', 'carrier_did'], () =>
      counters.attempts.all().map(([name, count]): Line => {
        const [trunk = '', did = ''] = name.split(' ');
        return [{ trunk, carrier_did: did }, count];
      }),
    );
    meter.count('throughline_calls_refused_inbound_total', 'Calls for a number of another trunk', [], () => [
      [{}, counters.refusedInbound],
    ]);
    meter.count('throughline_numbers_not_called_total', 'Numbers not called', ['reason'], () =>
      by('reason', counters.refusals.all()),
    );
  }
}
