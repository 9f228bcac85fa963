import { spawnSync } from 'node:child_process';
import path from 'node:path';
import pg from 'pg';
import { Api } from '../../scripts/lib/api.mjs';
import { ariOf } from '../../scripts/lib/asterisk-config.mjs';
import { insideRoot } from '../../scripts/lib/enter-root.mjs';
import { freePlace, removePlace } from '../../scripts/lib/free-place.mjs';
import { startAsterisk, startPostgres, startRedis, startService } from '../../scripts/lib/parts.mjs';
import { freePort } from '../../scripts/lib/ports.mjs';
import { databaseUrl } from '../../scripts/lib/service-environment.mjs';

/** @typedef {import('../../scripts/lib/part.mjs').Part} Part */
/** @typedef {import('../../scripts/lib/place.mjs').Place} Place */

/** Dedicated numbers and the hidden lines behind them: half of the numbers that are nobody's, each. */
const PEOPLE = Array.from({ length: 50 }, (_, i) => ({
  number: `+12025550${100 + i}`,
  line: `+12025550${150 + i}`,
}));
export const NUMBERS = PEOPLE.map(({ number }) => number);

/** @typedef {'postgres' | 'redis' | 'asterisk' | 'service'} PartName */

/** A whole Throughline on free ports, with people in it; its parts can die and begin again. */
export class Exchange {
  /** @type {Map<PartName, Part>} */
  #parts = new Map();
  /** @type {NodeJS.ProcessEnv} */
  #environment = {};

  /** @param {Place} place @param {{ served: number, native: number, callee: number }} ports */
  constructor(place, ports) {
    this.place = place;
    this.ports = ports;
  }

  static async create() {
    const place = await freePlace({ DEMO: 'off', LOG_LEVEL: 'warn' });
    const [served, native, callee] = [await freePort(), await freePort(), await freePort()];
    return new Exchange(place, { served, native, callee });
  }

  /** @param {NodeJS.ProcessEnv} [more] for the service */
  async start(more = {}) {
    this.#environment = more;
    await Promise.all([this.begin('postgres'), this.begin('redis')]);
    await this.begin('asterisk');
    await this.begin('service');
    await this.#addPeople();
  }

  /** Starts a part, and waits until it serves. @param {PartName} name */
  async begin(name) {
    const { place } = this;
    const start = {
      postgres: () => startPostgres(place, { durable: false }),
      redis: () => startRedis(place),
      asterisk: () => startAsterisk(place, 'switchboard'),
      service: () => startService(place, this.#environment),
    };
    const part = await start[name]();
    this.#parts.set(name, part);
    await part.ready;
  }

  /** Its death. Postgres is told to die, since its children would outlive it a little: it recovers as from a crash. @param {PartName} name */
  async kill(name) {
    const part = this.#parts.get(name);
    part?.kill(name === 'postgres' ? 'SIGQUIT' : 'SIGKILL');
    await part?.ended;
  }

  async stop() {
    for (const part of [...this.#parts.values()].reverse()) await part.stop();
    removePlace(this.place);
  }

  async #addPeople() {
    const api = new Api(this.place);
    const match = [`127.0.0.1:${this.ports.served}`];
    await api.post('trunks', { name: 'bench', host: '127.0.0.1', port: this.ports.callee, match });
    // More than anybody is called in earnest.
    await api.put('calling-policy', { mostPerProfessionalHour: 10_000, mostPerMinute: 10_000 });
    const { id: categoryId } = await api.post('categories', {
      key: 'bench',
      names: { en: 'bench', zh: '测试' },
    });
    for (const { number, line } of PEOPLE) {
      const person = { displayName: number, timeZone: 'UTC', acceptance: false };
      const { id: professionalId } = await api.post('professionals', person);
      await api.put(`professionals/${professionalId}/direct-line`, { number: line });
      const { id: listingId } = await api.post('listings', { professionalId, categoryId });
      await this.#consent(listingId);
      await api.patch(`listings/${listingId}`, { published: true });
      await api.post('pass-through-numbers', { kind: 'dedicated', listingId, number });
    }
  }

  /** As if said on the line; a call for it would take a minute each. @param {string} listingId */
  async #consent(listingId) {
    const database = new pg.Client(databaseUrl(this.place));
    await database.connect();
    await database.query(
      `INSERT INTO consents (listing_id, professional_id, direct_line_id, given_at, wording, language, method)
      SELECT l.id, l.professional_id, d.id, now(), 'Yes.', 'en', 'demo'
      FROM listings l JOIN direct_lines d USING (professional_id) WHERE l.id = $1`,
      [listingId],
    );
    await database.end();
  }

  /** A second way to the callee: callers from the native port get one line of dialplan. */
  async addNativeWay() {
    const shared = { allow: '!all,ulaw', direct_media: 'no' };
    await this.#put('aor', 'native', { contact: `sip:callee@127.0.0.1:${this.ports.callee}` });
    await this.#put('endpoint', 'native', {
      ...shared,
      context: 'native',
      aors: 'native',
      identify_by: 'ip',
    });
    await this.#put('identify', 'native', { endpoint: 'native', match: `127.0.0.1:${this.ports.native}` });
    const folder = path.join(this.place.home, 'switchboard');
    const dial = 'dialplan add extension _[+0-9].,1,Dial,PJSIP/native into native';
    const command = ['asterisk', '-C', path.join(folder, 'etc/asterisk.conf'), '-rx', dial];
    const { argv, env } = insideRoot(this.place.rootfs, command, { user: 'asterisk', paths: [folder] });
    const [program = '', ...args] = argv;
    const { stdout } = spawnSync(program, args, { env, encoding: 'utf8' });
    if (!stdout.includes('added into')) throw new Error(`Asterisk did not take the dialplan: ${stdout}`);
  }

  /** @param {string} type @param {string} id @param {Record<string, string>} fields */
  async #put(type, id, fields) {
    const { user, password, port } = ariOf(this.place, 'switchboard');
    const response = await fetch(
      `http://127.0.0.1:${port}/ari/asterisk/config/dynamic/res_pjsip/${type}/${id}`,
      {
        method: 'PUT',
        headers: {
          authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({
          fields: Object.entries(fields).map(([attribute, value]) => ({ attribute, value })),
        }),
      },
    );
    if (!response.ok) throw new Error(`Asterisk did not take the ${type}: ${await response.text()}`);
  }
}
