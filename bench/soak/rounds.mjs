import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';
import { Api } from '../../scripts/lib/api.mjs';
import { ariOf } from '../../scripts/lib/asterisk-config.mjs';
import { databaseUrl, serviceEnvironment } from '../../scripts/lib/service-environment.mjs';
import { NUMBERS } from '../setup-time/exchange.mjs';
import { memoryOf, openFilesOf, processOf } from './processes.mjs';

/**
 * @typedef {import('../setup-time/exchange.mjs').Exchange} Exchange
 * @typedef {import('../setup-time/sipp.mjs').Sipp} Sipp
 */

/** What is taken away some time after a call: an address is emptied, and a second later removed (ms). */
const REST = 4_000;
/** Counting what it holds makes the service late, and while it is late it refuses calls (ms). */
const BREATH = 5_000;
const LONGEST_CALL = 60_000;
const MB = 1024 * 1024;

/** Rounds of calls, and what is there when each is over. */
export class Rounds {
  made = 0;
  failed = 0;
  /** @type {Record<string, number>[]} */
  #samples = [];

  /** @param {Exchange} exchange @param {Sipp} sipp @param {{ rate: number, each: number }} size */
  constructor(exchange, sipp, size) {
    this.exchange = exchange;
    this.sipp = sipp;
    this.size = size;
    this.told = path.join(exchange.place.home, 'soak.json');
  }

  async start() {
    const preload = `--import=${new URL('tell.mjs', import.meta.url).href}`;
    await this.exchange.start({ NODE_OPTIONS: preload, SOAK_TOLD: this.told });
    const { place, ports } = this.exchange;
    this.redis = new Redis(String(serviceEnvironment(place).REDIS_URL));
    this.database = new pg.Client(databaseUrl(place));
    await this.database.connect();
    this.answering = this.sipp.answer(ports.callee, 40_000);
  }

  /** @param {number} round @returns {Promise<string>} what came of it, in a line */
  async next(round) {
    const { rate, each } = this.size;
    const calls = { port: this.exchange.ports.served, mediaPort: 41_000, numbers: NUMBERS, rate };
    const { failed } = await this.sipp.call({ ...calls, seconds: Math.ceil(each / rate) });
    this.made += Math.ceil(each / rate) * rate;
    this.failed += failed;
    await this.#rest();
    const sample = await this.#sample();
    this.#samples.push(sample);
    await wait(BREATH);
    const memory = ['service memory', 'Asterisk memory'].map(
      (name) => `${name} ${sample[name]?.toFixed(1)} MB`,
    );
    return `round ${round}: ${this.made} calls, ${this.failed} failed, ${memory.join(', ')}`;
  }

  /** @param {string} name */
  series(name) {
    return this.#samples.map((sample) => sample[name] ?? NaN);
  }

  async records() {
    const { rows } = await this.#query('SELECT count(*)::int AS count FROM call_records');
    await this.#close();
    return rows[0].count;
  }

  /** Nobody calls, and what is done after a call is done. */
  async #rest() {
    const api = new Api(this.exchange.place);
    const deadline = Date.now() + LONGEST_CALL;
    while ((await api.get('calls')).items.length > 0) {
      if (Date.now() > deadline) throw new Error('calls do not end');
      await wait(100);
    }
    await wait(REST);
  }

  /** @returns {Promise<Record<string, number>>} */
  async #sample() {
    const service = processOf('node', this.exchange.place.home);
    const asterisk = processOf('asterisk', path.join(this.exchange.place.home, 'switchboard'));
    const told = await this.#ask(service);
    return {
      'service memory': memoryOf(service) / MB,
      'service heap, collected': told.heapUsed / MB,
      'service timers': told.timers,
      'service emitters': told.emitters,
      'service promises': told.promises,
      'service warnings': told.warnings,
      'service open files': openFilesOf(service),
      'Asterisk memory': memoryOf(asterisk) / MB,
      'Asterisk open files': openFilesOf(asterisk),
      ...(await this.#atAsterisk()),
      'Redis keys': (await this.redis?.dbsize()) ?? NaN,
      'Redis memory': Number(/used_memory:(\d+)/.exec((await this.redis?.info('memory')) ?? '')?.[1]) / MB,
      'Postgres connections': (
        await this.#query("SELECT 1 FROM pg_stat_activity WHERE backend_type = 'client backend'")
      ).rows.length,
    };
  }

  /** @param {number} pid */
  async #ask(pid) {
    rmSync(this.told, { force: true });
    process.kill(pid, 'SIGUSR2');
    const deadline = Date.now() + 20_000;
    while (!existsSync(this.told)) {
      if (Date.now() > deadline) throw new Error('the service does not tell what it holds');
      await wait(20);
    }
    return JSON.parse(readFileSync(this.told, 'utf8'));
  }

  async #atAsterisk() {
    const { user, password, port } = ariOf(this.exchange.place, 'switchboard');
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    const list = async (/** @type {string} */ what) => {
      const response = await fetch(`http://127.0.0.1:${port}/ari/${what}`, { headers: { authorization } });
      return /** @type {unknown[]} */ (await response.json());
    };
    return {
      'Asterisk channels': (await list('channels')).length + (await list('bridges')).length,
      'addresses not removed':
        (await this.redis?.scard(`throughline:dialled:http://127.0.0.1:${port}`)) ?? NaN,
    };
  }

  /** @param {string} sql @returns {Promise<{ rows: any[] }>} */
  #query(sql) {
    if (!this.database) throw new Error('the soak has not begun');
    return this.database.query(sql);
  }

  async #close() {
    this.answering?.kill();
    this.redis?.disconnect();
    await this.database?.end();
  }
}
