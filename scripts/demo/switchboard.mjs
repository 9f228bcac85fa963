import { readSound } from '../lib/phones/sound.mjs';
import { inProject, Trouble } from '../lib/project.mjs';

/** @typedef {import('../lib/phones/phone.mjs').Sound & { words: string }} Prompt */

/** The built service's own words, so that what is heard can be recognised. @param {string} file @returns {Promise<any>} */
const built = (file) => import(inProject('dist/prompts', file));

/** What the API tells an operator of an English switchboard number: its choices, its people, its words. */
export class Switchboard {
  #api;
  #directory;
  /** @type {Map<string, string>} */
  #names = new Map();

  /** @param {import('../lib/api.mjs').Api} api @param {string} directory of the prompts */
  constructor(api, directory) {
    this.#api = api;
    this.#directory = directory;
  }

  /** @param {import('../lib/api.mjs').Api} api @param {string} directory */
  static async read(api, directory) {
    const switchboard = new Switchboard(api, directory);
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
    const { items } = await this.#api.get('calls?limit=100');
    return this.nameOf(items.at(-1)?.professionalId);
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
