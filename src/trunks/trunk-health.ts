import { Injectable, Logger } from '@nestjs/common';
import { closed, failed, mayTry, probed, succeeded, tried, untold, type Circuit } from './circuit.js';
import { LastMinute } from './last-minute.js';
import type { Health } from './trunk-health.schema.js';

type Told = Health['probe'];

interface Known {
  circuit: Circuit;
  probe: Told;
  registration: Told;
  attempts: Set<string>;
  lastMinute: LastMinute;
}

/** Which carriers do their part, as this process sees it. Reasons never hold a number. Times in ms. */
@Injectable()
export class TrunkHealth {
  private readonly log = new Logger('Trunks');
  private readonly trunks = new Map<string, Known>();

  /** What a carrier answered to OPTIONS: only a 2xx is `ok`. */
  probed(trunkId: string, ok: boolean, reason: string, at = Date.now()): void {
    this.known(trunkId).probe = { ok, reason: ok ? null : reason, at: new Date(at) };
    this.turn(trunkId, (circuit) => probed(circuit, 'probe', ok, reason, at));
  }

  /** Whether the carrier knows where we are. */
  registered(trunkId: string, ok: boolean, reason: string, at = Date.now()): void {
    this.known(trunkId).registration = { ok, reason: ok ? null : reason, at: new Date(at) };
    this.turn(trunkId, (circuit) => probed(circuit, 'registration', ok, reason, at));
  }

  mayTry(trunkId: string, at = Date.now()): boolean {
    const known = this.trunks.get(trunkId);
    return known === undefined || mayTry(known.circuit, at);
  }

  began(trunkId: string, attemptId: string, at = Date.now()): void {
    this.known(trunkId).attempts.add(attemptId);
    this.turn(trunkId, (circuit) => tried(circuit, attemptId, at));
  }

  told(trunkId: string, attemptId: string, did: 'its-part' | 'fail', at = Date.now()): void {
    this.known(trunkId).lastMinute.add(did === 'fail' ? 'failed' : 'ok', at);
    this.turn(trunkId, (circuit) =>
      did === 'fail' ? failed(circuit, attemptId, at) : succeeded(circuit, at),
    );
  }

  ended(trunkId: string, attemptId: string, at = Date.now()): void {
    const known = this.trunks.get(trunkId);
    if (!known?.attempts.delete(attemptId)) return;
    this.turn(trunkId, (circuit) => untold(circuit, attemptId, at));
  }

  of(trunkId: string, at = Date.now()): Health {
    const known = this.trunks.get(trunkId);
    const circuit = known?.circuit ?? closed(at);
    return {
      state: circuit.state,
      since: known ? new Date(circuit.since) : null,
      reason: circuit.state === 'closed' ? null : circuit.reason,
      probe: known?.probe ?? null,
      registration: known?.registration ?? null,
      calls: {
        inProgress: known?.attempts.size ?? 0,
        lastMinute: known?.lastMinute.count(at) ?? { ok: 0, failed: 0 },
      },
    };
  }

  /** An operator changed the trunk: what was wrong may be mended, and is found out by the next call. */
  reset(trunkId: string): void {
    if (this.trunks.has(trunkId)) this.turn(trunkId, () => closed(Date.now()));
  }

  forget(trunkId: string): void {
    this.trunks.delete(trunkId);
  }

  private turn(trunkId: string, to: (circuit: Circuit) => Circuit): void {
    const known = this.known(trunkId);
    const before = known.circuit;
    const circuit = (known.circuit = to(before));
    if (circuit.state === before.state) return;
    const reason = circuit.state === 'closed' ? undefined : circuit.reason;
    this.log[circuit.state === 'open' ? 'warn' : 'log'](
      { trunkId, from: before.state, to: circuit.state, reason },
      `the circuit of a trunk is ${circuit.state}`,
    );
  }

  private known(trunkId: string): Known {
    const known = this.trunks.get(trunkId) ?? {
      circuit: closed(Date.now()),
      probe: null,
      registration: null,
      attempts: new Set(),
      lastMinute: new LastMinute(),
    };
    this.trunks.set(trunkId, known);
    return known;
  }
}

export type { Health };
