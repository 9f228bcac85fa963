import { setTimeout as wait } from 'node:timers/promises';
import { Api } from '../../scripts/lib/api.mjs';
import { freePort } from '../../scripts/lib/ports.mjs';
import { httpUrl } from '../../scripts/lib/reachable.mjs';
import { databaseUrl } from '../../scripts/lib/service-environment.mjs';
import { Exchange } from '../setup-time/exchange.mjs';
import { Sipp } from '../setup-time/sipp.mjs';
import { Relay } from './relay.mjs';

/** A Throughline on which faults are played: its service reaches ARI and Postgres by relays; two carriers take calls. */
export class Stage {
  /** @type {import('node:child_process').ChildProcess[]} */
  #carriers = [];

  /** @param {Exchange} exchange @param {{ ari: Relay, postgres: Relay }} relays */
  constructor(exchange, relays) {
    this.exchange = exchange;
    this.relays = relays;
    this.sipp = new Sipp(exchange.place);
  }

  static async create() {
    const exchange = await Exchange.create();
    const { ariPort, postgresPort } = exchange.place;
    return new Stage(exchange, { ari: await Relay.to(ariPort), postgres: await Relay.to(postgresPort) });
  }

  async start() {
    const { exchange, relays } = this;
    await exchange.start(this.environment);
    const api = new Api(exchange.place);
    // SIPp's answering machine knows no OPTIONS: it is the calls that find out.
    const [{ id }] = (await api.get('trunks')).items;
    await api.patch(`trunks/${id}`, { probeSeconds: 0 });
    const port = await freePort();
    await api.post('trunks', { name: 'second', host: '127.0.0.1', port, priority: 200, probeSeconds: 0 });
    this.#carriers = [this.#answer(), this.sipp.answer(port, 45_000)];
    return relays;
  }

  /** What the service is told otherwise than usual. @returns {NodeJS.ProcessEnv} */
  get environment() {
    const postgres = new URL(databaseUrl(this.exchange.place));
    postgres.port = String(this.relays.postgres.port);
    return { ARI_URL: `http://127.0.0.1:${this.relays.ari.port}`, DATABASE_URL: postgres.href };
  }

  /** Where callers call, and from where. */
  get way() {
    return {
      target: this.exchange.place.sipPort,
      address: '127.0.0.1',
      port: this.exchange.ports.served,
    };
  }

  /** Where it is asked how it is. */
  get url() {
    return httpUrl(this.exchange.place);
  }

  carrierDies() {
    this.#carriers[0]?.kill('SIGKILL');
  }

  carrierLives() {
    this.#carriers.push(this.#answer());
  }

  async stop() {
    for (const each of this.#carriers) each.kill();
    await this.exchange.stop();
    for (const relay of Object.values(this.relays)) relay.close();
  }

  #answer() {
    return this.sipp.answer(this.exchange.ports.callee, 43_000);
  }
}

/** When a stage says first that something is wrong (ms since 1970; NaN: never). @param {{ url: string }} stage */
export function watchHealth({ url }) {
  let first = NaN;
  let over = false;
  void (async () => {
    while (!over && Number.isNaN(first)) {
      const response = await fetch(`${url}/health/ready`).catch(() => undefined);
      if (!response?.ok) first = Date.now();
      await wait(50);
    }
  })();
  return { stop: () => ((over = true), first) };
}
