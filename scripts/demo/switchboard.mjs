import { Api } from '../lib/api.mjs';
import { readSound } from '../lib/phones/sound.mjs';
import { inProject, Trouble } from '../lib/project.mjs';

/** @typedef {import('../lib/phones/phone.mjs').Sound & { words: string }} Prompt */

/** The built service's own words, so that what is heard can be recognised. @param {string} file @returns {Promise<any>} */
const built = (file) => import(inProject('dist/prompts', file));

/** What the API tells an operator of an English switchboard number: its choices, its people, its words. */
export class Switchboard {
  #api;
  #directory;
  #organisation;
  /** @type {Map<string, string>} */
  #names = new Map();

  /** @param {import('../lib/place.mjs').Place} place */
  constructor(place) {
    this.#api = new Api(place);
    this.#directory = `${place.home}/prompts`;
    this.#organisation = place.organisation;
  }

  /** @param {import('../lib/place.mjs').Place} place */
  static async read(place) {
    const switchboard = new Switchboard(place);
    await switchboard.#read();
    return switchboard;
  }

  async #read() {
    const all = async (/** @type {string} */ what) => (await this.#api.get(`${what}?limit=100`)).items;
    const [entry] = (await all('switchboard-numbers')).filter(
      (/** @type {any} */ one) => one.language === 'en',
    );
    if (!entry) throw new Trouble('There is no English switchboard number to call.');
    this.number = /** @type {string} */ (entry.number);
    this.menu = entry.menu;
    this.categories = await all('categories');
    for (const { id, displayName } of await all('professionals')) this.#names.set(id, displayName);
    this.listings = (await all('listings')).filter((/** @type {any} */ one) => one.published);
    this.extensions = (await all('pass-through-numbers')).filter(
      (/** @type {any} */ one) => one.switchboardNumberId === entry.id,
    );
  }

  /** The menu's choice at a place: its key and its category. @param {number} place */
  choice(place) {
    const choice = this.menu.choices[place];
    const category = this.categories.find((/** @type {any} */ one) => one.key === choice?.category);
    if (!category) throw new Trouble(`The menu of ${this.number} has no choice ${place + 1}.`);
    return { ...choice, id: category.id, name: category.names.en };
  }

  /** Everybody of a category who has an extension. @param {string} categoryId */
  reachable(categoryId) {
    return this.extensions.flatMap((/** @type {any} */ { extension, listingId }) => {
      const listing = this.listings.find((/** @type {any} */ one) => one.id === listingId);
      return listing?.categoryId === categoryId
        ? [{ extension, name: this.nameOf(listing.professionalId) }]
        : [];
    });
  }

  /** @param {string | null | undefined} professionalId */
  nameOf(professionalId) {
    return this.#names.get(professionalId ?? '') ?? 'a professional';
  }

  /** Who is rung by the newest call in progress. */
  async rung() {
    return this.nameOf((await this.#newest()).professionalId);
  }

  async #newest() {
    const { items } = await this.#api.get('calls?limit=100');
    return items.at(-1) ?? {};
  }

  /** The demo's professional who has not been asked for consent, or was by an earlier demo. */
  async unasked() {
    const { demoProfessionals } = await import(inProject('dist/database/demo-data.js'));
    const { displayName: name } = demoProfessionals.find((/** @type {any} */ one) => !one.consented);
    const listing = this.listings.find((/** @type {any} */ one) => this.nameOf(one.professionalId) === name);
    if (!listing) throw new Trouble(`There is no ${name} here: the demo's data was changed.`);
    const { extension } =
      this.extensions.find((/** @type {any} */ one) => one.listingId === listing.id) ?? {};
    return { name, listingId: listing.id, consentedAt: listing.consentedAt, extension };
  }

  /** Has its line called. @param {string} listingId @returns {Promise<{ id: string, code: string }>} */
  ask = (listingId) => this.#api.post(`listings/${listingId}/consent-requests`, {});
  /** @param {string} listingId */
  withdraw = (listingId) => this.#api.delete(`listings/${listingId}/consent`);
  /** @param {string} requestId @returns {Promise<string>} */
  consentState = async (requestId) => (await this.#api.get(`consent-requests/${requestId}`)).state;

  /** What the newest call asks its line's owner. */
  async question() {
    const { professionalId, categoryId } = await this.#newest();
    const category = this.categories.find((/** @type {any} */ one) => one.id === categoryId)?.names.en;
    const asked = { organisation: this.#organisation, name: this.nameOf(professionalId), category };
    return this.#text((await built('templates.js')).questionText('en', asked));
  }

  /** What was kept of the newest call. @param {Date} since */
  async record(since) {
    for (let tries = 0; tries < 50; tries++) {
      const { items } = await this.#api.get(`call-records?from=${since.toISOString()}`);
      if (items[0]) return items[0];
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Trouble('No record was written of this call.');
  }

  /** A sentence of the catalogue. @param {string} name @returns {Promise<Prompt>} */
  async said(name) {
    const [{ CATALOGUE }, { catalogueFile }] = [await built('catalogue.js'), await built('prompt-files.js')];
    return this.#sound(CATALOGUE[name].en, catalogueFile('en', name));
  }

  /** @param {{ text?: string, name: string, key: string }} choice */
  async choiceWords({ text, name, key }) {
    return this.#text(text ?? (await built('templates.js')).choiceText('en', name, key));
  }

  greeting = () => (this.menu.greeting ? this.#text(this.menu.greeting) : this.said('greeting'));
  /** @param {string} name */
  invitation = async (name) => this.#text((await built('templates.js')).invitationText('en', name));
  /** @param {string} name */
  whisper = async (name) => this.#text((await built('templates.js')).whisperText('en', name));

  /** @param {string} words */
  async #text(words) {
    const [{ contentKey }, { spokenText }] = [await built('content-key.js'), await built('spoken-text.js')];
    return this.#sound(words, `text/${contentKey('en', spokenText(words))}`);
  }

  /** @param {string} words @param {string} file @returns {Promise<Prompt>} */
  async #sound(words, file) {
    return { name: `"${words}"`, words, samples: await readSound(`${this.#directory}/${file}.ulaw`) };
  }
}
