import { readFileSync } from 'node:fs';
import path from 'node:path';
import { httpUrl } from './reachable.mjs';
import { keysFolder } from './secrets.mjs';

/** The service's HTTP API, as the first operator. */
export class Api {
  #base;
  #key;

  /** @param {import('./place.mjs').Place} place */
  constructor(place) {
    this.#base = `${httpUrl(place)}/api/v1/`;
    this.#key = readFileSync(path.join(keysFolder(place.home), 'operator.key'), 'utf8').trim();
  }

  /** @param {string} resource @returns {Promise<any>} */
  get = (resource) => this.#ask('GET', resource);
  /** @param {string} resource @param {unknown} [body] @returns {Promise<any>} */
  post = (resource, body) => this.#ask('POST', resource, body);
  /** @param {string} resource @param {unknown} body @returns {Promise<any>} */
  put = (resource, body) => this.#ask('PUT', resource, body);
  /** @param {string} resource @param {unknown} body @returns {Promise<any>} */
  patch = (resource, body) => this.#ask('PATCH', resource, body);
  /** @param {string} resource @returns {Promise<any>} */
  delete = (resource) => this.#ask('DELETE', resource);

  /** @param {string} method @param {string} resource @param {unknown} [body] */
  async #ask(method, resource, body) {
    const response = await fetch(this.#base + resource, {
      method,
      headers: { authorization: `Bearer ${this.#key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    // The answer names what was wrong; the body that was sent may hold a number and is not repeated.
    if (!response.ok) throw new Error(`${method} ${resource}: ${response.status} ${text}`);
    const isJson = response.headers.get('content-type')?.includes('json');
    return isJson ? JSON.parse(text) : text || undefined;
  }
}
