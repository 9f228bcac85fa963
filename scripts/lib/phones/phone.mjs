import { randomUUID } from 'node:crypto';
import { Headset } from './headset.mjs';
import { PromptSearch, hasTone, isRinging, isSilent, isTone } from './hearing.mjs';
import { RATE, tone } from './sound.mjs';
import { Story } from './story.mjs';

/** @typedef {import('./ari.mjs').Ari} Ari */
/** @typedef {import('./ari.mjs').AriEvent} AriEvent */
/** A prompt to be recognised. @typedef {{ name: string, samples: Int16Array }} Sound */

/** How a call ended: the Q.850 cause, and the SIP status where the other side sent one. */
/** @typedef {{ cause: number, status: number | undefined }} Ending */

/** One phone in one call: a channel of the carrier's Asterisk, steered like a phone in a hand. */
export class Phone {
  #ari;
  #headset;
  #bridgeId = `bridge-${randomUUID()}`;
  /** Where in the heard sound the last recognised prompt ended. */
  #cursor = 0;

  /** @param {Ari} ari @param {string} channelId @param {string} name */
  constructor(ari, channelId, name) {
    this.#ari = ari;
    this.channelId = channelId;
    this.story = new Story(name);
    this.#headset = new Headset(ari, () => this.story.news());
  }

  /** Puts the headset on: from now on everything this phone receives is heard. The call may end meanwhile. */
  async listen() {
    await Promise.all([
      this.#ari.request('POST', `bridges/${this.#bridgeId}`, { type: 'mixing' }),
      this.#headset.open(),
      this.story.until('to put its headset on', () => this.isOver || this.story.has('put its headset on')),
    ]);
    if (this.isOver) return;
    const channel = `${this.channelId},${this.#headset.channelId}`;
    await this.#send('POST', `bridges/${this.#bridgeId}/addChannel`, {
      channel,
      inhibitConnectedLineUpdates: 'true',
    });
  }

  /** Takes in an event, if it is about this phone. @param {AriEvent} event */
  take(event) {
    const id = (event.channel ?? event.peer)?.id;
    if (id === this.channelId) this.#takeOwn(event);
    if (id === this.#headset.channelId && event.type === 'StasisStart') this.story.tell('put its headset on');
  }

  /** @param {AriEvent} event */
  #takeOwn(event) {
    if (event.type === 'StasisStart') this.story.tell('picked up the line');
    if (event.type === 'Dial' && event.dialstatus === 'RINGING') this.story.tell('heard it ring');
    if (event.type === 'Dial' && event.dialstatus === 'PROGRESS') this.story.tell('got early sound');
    if (event.type === 'ChannelStateChange' && event.channel.state === 'Up') this.story.tell('talked');
    if (event.type === 'ChannelConnectedLine') this.story.tell('was shown', event.channel.connected);
    if (event.type === 'ChannelDtmfReceived') this.story.tell('received key', event.digit);
    if (event.type === 'ChannelDestroyed') this.#over(event);
  }

  /** @param {AriEvent} event */
  #over({ cause, tech_cause: status }) {
    this.#headset.close();
    void this.#send('DELETE', `bridges/${this.#bridgeId}`);
    this.story.tell('ended', { cause, status });
  }

  /**
   * A request about something that may be gone already: then there is nothing left to do.
   * @param {'GET' | 'POST' | 'DELETE'} method @param {string} uri @param {Record<string, string | number>} [query]
   */
  async #send(method, uri, query) {
    return this.#ari.request(method, uri, query).catch((error) => {
      if (![404, 409, 412].includes(error.status)) throw error;
    });
  }

  /** A request about the phone's own channel. */
  /** @param {'GET' | 'POST' | 'DELETE'} method @param {string} verb @param {Record<string, string | number>} [query] */
  do(method, verb, query) {
    return this.#send(method, `channels/${this.channelId}${verb}`, query);
  }

  /** Presses keys one after the other, as RFC 4733 events. @param {string} keys */
  async press(keys) {
    this.story.tell('pressed', keys);
    await this.do('POST', '/dtmf', { dtmf: keys, duration: 100, between: 60 });
  }

  /** Makes a tone, for as long as one breath lasts or until told to hush. @param {number} hz */
  say(hz) {
    this.#headset.say(tone(hz, 15));
  }

  /** Says recorded words. @param {Int16Array} words */
  speak(words) {
    this.#headset.say(words);
  }

  hush() {
    this.#headset.hush();
  }

  async hangUp() {
    await this.do('DELETE', '');
    return this.ended();
  }

  /** @param {number} [within] ms @returns {Promise<Ending>} */
  async ended(within) {
    return (await this.story.fact('ended', within)).detail;
  }

  get isAnswered() {
    return this.story.has('talked') !== undefined;
  }

  get isOver() {
    return this.story.has('ended') !== undefined;
  }

  /** A header of the message that made this call, or with `answer` of the last answer to it. */
  /** @param {string} name @param {'INVITE' | 'answer'} of */
  async header(name, of) {
    const read = of === 'INVITE' ? 'PJSIP_HEADER' : 'PJSIP_RESPONSE_HEADER';
    const variable = `${read}(read,${name})`;
    return this.do('GET', '/variable', { variable }).then(
      (found) => found?.value,
      // A header that is not there.
      (error) => (error.status === 500 ? undefined : Promise.reject(error)),
    );
  }

  /** Everything heard so far. */
  get heard() {
    return this.#headset.heard.samples;
  }

  /** Waits until a prompt begins. @param {Sound} sound @param {number} [within] ms */
  async hearsBeginOf(sound, within) {
    const search = new PromptSearch(sound.samples, this.#cursor);
    await this.story.until(`to hear ${sound.name}`, () => search.hasBegun(this.heard), within);
    this.#cursor = search.begin ?? 0;
    return search;
  }

  /** Waits until a prompt has been heard to its end. @param {Sound} sound @param {number} [within] ms */
  async hears(sound, within) {
    const search = await this.hearsBeginOf(sound, within);
    const rest = (sound.samples.length * 1000) / RATE + 3000;
    const done = () => this.isOver || this.heard.length >= search.lastWord + RATE / 10;
    await this.story.until(`to hear all of ${sound.name}`, done, rest);
    const share = search.share(this.heard);
    if (share < 0.8)
      throw new Error(`${this.story.name} heard only ${Math.round(share * 100)}% of ${sound.name}`);
    this.story.tell('heard', sound.name);
    this.#cursor = search.end - RATE / 10;
  }

  /** Which of some prompts begins next. @param {Sound[]} sounds @param {number} [within] ms */
  async hearsOneOf(sounds, within) {
    const searches = sounds.map((sound) => ({
      sound,
      search: new PromptSearch(sound.samples, this.#cursor),
    }));
    const hope = `to hear one of ${sounds.map(({ name }) => name)}`;
    const first = () => searches.find(({ search }) => search.hasBegun(this.heard));
    const { sound, search } = await this.story.until(hope, first, within);
    this.#cursor = search.begin ?? 0;
    return sound;
  }

  /** Waits until the last fifth of a second is a tone. @param {number} hz @param {number} [within] ms */
  async hearsTone(hz, within) {
    await this.story.until(`to hear ${hz} Hz`, () => isTone(this.#latest(200), hz), within);
    this.story.tell('heard', `${hz} Hz`);
  }

  /** @param {number} [within] ms */
  async hearsRinging(within) {
    await this.story.until('to hear ringing', () => isRinging(this.#latest(200)), within);
  }

  /** What was heard so far is no more looked through for prompts. */
  listensAnew() {
    this.#cursor = this.heard.length;
  }

  /** Waits for silence of some length. @param {number} ms @param {number} [within] ms */
  async hearsSilence(ms, within) {
    const silent = () => this.heard.length >= (ms * RATE) / 1000 && isSilent(this.#latest(ms));
    await this.story.until(`for ${ms} ms of silence`, silent, within);
  }

  /** Whether a tone was ever heard. @param {number} hz */
  hasHeardTone(hz) {
    return hasTone(this.heard, hz);
  }

  /** Whether a prompt was ever heard, its beginning at least. @param {Sound} sound */
  hasHeard(sound) {
    return new PromptSearch(sound.samples).hasBegun(this.heard);
  }

  /** @param {number} ms */
  #latest(ms) {
    return this.heard.subarray(-(ms * RATE) / 1000);
  }
}
