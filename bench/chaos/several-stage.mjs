import { setTimeout as wait } from 'node:timers/promises';
import { Api } from '../../scripts/lib/api.mjs';
import { freePlace, removePlace } from '../../scripts/lib/free-place.mjs';
import { startAsterisk, startService } from '../../scripts/lib/parts.mjs';
import { freePort } from '../../scripts/lib/ports.mjs';
import { Proxy } from '../../scripts/lib/proxy.mjs';
import { keysFolder } from '../../scripts/lib/secrets.mjs';
import { databaseUrl, redisUrl } from '../../scripts/lib/service-environment.mjs';
import { Exchange } from '../setup-time/exchange.mjs';
import { Relay } from './relay.mjs';
import { Stage } from './stage.mjs';

/** @typedef {import('../../scripts/lib/part.mjs').Part} Part */

/** Two Asterisks with a service each and one Postgres and Redis, behind the proxy; the first has a standby too. */
export class SeveralStage extends Stage {
  /** @type {Part[]} */
  #parts = [];
  #second;

  /** @param {Exchange} exchange @param {Stage['relays']} relays @param {Proxy} proxy @param {import('../../scripts/lib/place.mjs').Place} second */
  constructor(exchange, relays, proxy, second) {
    super(exchange, relays);
    this.proxy = proxy;
    this.#second = second;
  }

  /** @override */
  static async create() {
    const exchange = await Exchange.create();
    const { place } = exchange;
    const relays = { ari: await Relay.to(place.ariPort), postgres: await Relay.to(place.postgresPort) };
    const second = await freePlace({ DEMO: 'off', LOG_LEVEL: 'warn' });
    return new SeveralStage(exchange, relays, await Proxy.of(place), second);
  }

  /** @override */
  async start() {
    await super.start();
    const { place } = this.exchange;
    const shared = {
      DATABASE_URL: databaseUrl(place),
      REDIS_URL: redisUrl(place),
      KEYS_DIR: keysFolder(place.home),
    };
    await this.#run(await startAsterisk(this.#second, 'switchboard'));
    await this.#run(await startService(this.#second, shared));
    await this.#run(await startService({ ...place, httpPort: await freePort() }, this.environment));
    const api = new Api(place);
    const trunk = (await api.get('trunks')).items.find((/** @type {any} */ each) => each.name === 'bench');
    await api.patch(`trunks/${trunk.id}`, { match: [`127.0.0.1:${this.proxy.door}`] });
    await this.startProxy();
    await this.#bothWell();
    return this.relays;
  }

  get nodes() {
    return [this.exchange.place, this.#second].map(({ sipPort }) => `127.0.0.1:${sipPort}`);
  }

  startProxy() {
    return this.proxy.start(this.nodes);
  }

  /** @override */
  get way() {
    return { ...super.way, target: this.proxy.port, address: this.proxy.carrier };
  }

  /** @override */
  async stop() {
    await this.proxy.stop();
    for (const part of this.#parts.reverse()) await part.stop();
    await super.stop();
    removePlace(this.#second);
  }

  /** @param {Part} part */
  async #run(part) {
    this.#parts.push(part);
    await part.ready;
  }

  /** The proxy has asked both, and calls go to both. */
  async #bothWell() {
    const deadline = Date.now() + 20_000;
    while (((await this.proxy.command('dispatcher.list')).match(/FLAGS: AP/g) ?? []).length < 2) {
      if (Date.now() > deadline) throw new Error('the proxy does not find both nodes well');
      await wait(200);
    }
  }
}
