import { randomUUID } from 'node:crypto';
import { Ari } from './ari.mjs';
import { CalleePhone } from './callee-phone.mjs';
import { CallerPhone } from './caller-phone.mjs';
import { Story } from './story.mjs';

/** @typedef {import('./ari.mjs').AriEvent} AriEvent */
/** @typedef {import('./phone.mjs').Phone} Phone */

/** The line of one person behind the carrier: calls come in on it. */
export class Line {
  /** Every call that came in. @type {CalleePhone[]} */
  calls = [];
  /** Whether its phone says at once that it rings (180). */
  rings = true;
  #taken = 0;

  /** @param {string} name */
  constructor(name) {
    this.name = name;
    this.story = new Story(name);
  }

  /** @param {CalleePhone} phone */
  offer(phone) {
    this.calls.push(phone);
    this.story.tell('was called');
  }

  /** The next call that comes in. @param {number} [within] ms @returns {Promise<CalleePhone>} */
  called(within) {
    const next = this.#taken++;
    return this.story.until('to be called', () => this.calls[next], within);
  }

  /** Forgets its calls. */
  reset() {
    this.calls = [];
    this.rings = true;
    this.#taken = 0;
    this.story = new Story(this.name);
  }
}

/** All phones behind the demo carrier, in one hand. */
export class Phones {
  #ari;
  /** @type {Set<Phone>} */
  #phones = new Set();
  /** @type {Map<string, Line>} */
  #lines = new Map();
  /** @type {Line | undefined} */
  #anybody;
  /** How often numbers were called that nobody holds. */
  strays = 0;

  /** @param {Ari} ari */
  constructor(ari) {
    this.#ari = ari;
    ari.on('event', (event) => this.#take(event));
  }

  /** @param {{ ariPort: number, ariPassword: string }} where */
  static async connect({ ariPort, ariPassword }) {
    const ari = await Ari.connect({ port: ariPort, user: 'phones', password: ariPassword, app: 'phones' });
    return new this(ari);
  }

  /**
   * Dials a number. @param {string} number @param {{ from?: string, name?: string, by?: string }} [caller]
   *   by: the endpoint by which the carrier reaches the switchboard
   */
  async call(number, { from = '+12025550120', name = 'the caller', by = 'switchboard' } = {}) {
    const phone = new CallerPhone(this.#ari, `phone-${randomUUID()}`, name);
    this.#phones.add(phone);
    await this.#ari.request(
      'POST',
      'channels/create',
      {
        endpoint: `PJSIP/${number}@${by}`,
        app: 'phones',
        channelId: phone.channelId,
      },
      { variables: { 'CONNECTEDLINE(all)': `"${name}" <${from}>` } },
    );
    await phone.story.fact('picked up the line');
    await phone.listen();
    await phone.do('POST', '/dial', { timeout: 120 });
    phone.story.tell('dialled', number);
    return phone;
  }

  /**
   * Holds the line of a number: its calls come here, and no longer to the dialplan.
   * @param {string} number @param {string} name never the number itself
   */
  line(number, name) {
    const line = new Line(name);
    this.#lines.set(number, line);
    return line;
  }

  /** The line of whoever is called, for those who need not tell one from the other and know no number. */
  get anybody() {
    return (this.#anybody ??= new Line('the professional'));
  }

  /** @param {AriEvent} event */
  #take(event) {
    if (event.type === 'StasisStart' && event.args[0]) void this.#comeIn(event);
    for (const phone of this.#phones) phone.take(event);
  }

  /** @param {AriEvent} event */
  async #comeIn({ channel, args: [number] }) {
    const line = this.#lines.get(number) ?? this.#anybody;
    if (!line) return this.#leaveToDialplan(channel.id, number);
    const phone = new CalleePhone(this.#ari, channel.id, line.name);
    phone.display = channel.caller;
    this.#phones.add(phone);
    if (line.rings) await phone.ring();
    await phone.listen();
    line.offer(phone);
  }

  /** @param {string} channelId @param {string} number */
  async #leaveToDialplan(channelId, number) {
    this.strays++;
    const there = { context: 'behaviour', extension: number, priority: 1 };
    await this.#ari.request('POST', `channels/${channelId}/continue`, there);
  }

  /** Hangs everything up; the lines stay held. */
  async reset() {
    const live = [...this.#phones].filter((phone) => !phone.isOver);
    await Promise.all(live.map((phone) => phone.hangUp()));
    this.#phones.clear();
    for (const line of this.#lines.values()) line.reset();
    this.#anybody?.reset();
    this.strays = 0;
  }

  async close() {
    await this.reset();
    await this.#ari.close();
  }
}
