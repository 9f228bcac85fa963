import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Trouble } from '../lib/project.mjs';
import { httpUrl } from '../lib/reachable.mjs';
import { keysFolder } from '../lib/secrets.mjs';

/** The service's API, for who has a key with the role `privacy`. */
export class PrivacyApi {
  #base;
  #key;

  /** @param {import('../lib/place.mjs').Place} place @param {string} [file] */
  constructor(place, file = path.join(keysFolder(place.home), 'api-privacy.key')) {
    if (!existsSync(file))
      throw new Trouble(
        `There is no key in ${file}. Make one with npm run keys -- create --name privacy --role privacy, or name another with --key.`,
      );
    this.#base = `${httpUrl(place)}/api/v1/`;
    this.#key = readFileSync(file, 'utf8').trim();
  }

  /** @param {string} method @param {string} resource @param {unknown} [body] @returns {Promise<any>} */
  async json(method, resource, body) {
    return (await this.ask(method, resource, body)).json();
  }

  /** What is refused is told in the service's own words, which repeat nothing that was sent. @param {string} method @param {string} resource @param {unknown} [body] */
  async ask(method, resource, body) {
    const response = await fetch(this.#base + resource, {
      method,
      headers: { authorization: `Bearer ${this.#key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => {
      throw new Trouble('No Throughline answers here. Start it with npm start.');
    });
    if (response.ok) return response;
    /** @type {any} */
    const { code = response.status, detail = 'see the log' } = await response.json().catch(() => ({}));
    throw new Trouble(`Refused (${code}): ${detail}`);
  }
}
