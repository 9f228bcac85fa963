import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { RATE, Recording, fromUlaw, toUlaw } from './sound.mjs';

/** @typedef {import('./ari.mjs').Ari} Ari */

/** No sound for so long (ms) is silence, and not a late packet. */
const PAUSE = 200;
const TICK = 20;
/** What is said is sent in lumps; Asterisk cuts them into packets and keeps time. */
const LUMP = RATE;

/**
 * The ear and mouth of one phone: a channel whose sound is a WebSocket, bridged with the phone's own channel.
 * Silence is heard too, so that a place in the heard sound is a time.
 */
export class Headset {
  #ari;
  /** @type {import('ws').WebSocket | undefined} */
  #socket;
  #heardAt = Date.now();
  #tickedAt = Date.now();
  /** @type {NodeJS.Timeout | undefined} */
  #clock;
  #isClosed = false;
  channelId = `headset-${randomUUID()}`;
  heard = new Recording();

  /** @param {Ari} ari @param {() => void} onSound told whenever more has been heard */
  constructor(ari, onSound) {
    this.#ari = ari;
    this.onSound = onSound;
  }

  async open() {
    const channel = await this.#ari.request('POST', 'channels/externalMedia', {
      app: 'phones',
      channelId: this.channelId,
      format: 'ulaw',
      transport: 'websocket',
      encapsulation: 'none',
      connection_type: 'server',
      external_host: 'INCOMING',
    });
    this.#socket = this.#ari.openMedia(channel.channelvars.MEDIA_WEBSOCKET_CONNECTION_ID);
    this.#socket.on('message', (data, isSound) => isSound && this.#take(/** @type {Buffer} */ (data)));
    this.#socket.on('close', () => clearInterval(this.#clock));
    await once(this.#socket, 'open');
    if (this.#isClosed) return this.close();
    this.#clock = setInterval(() => this.#tick(), TICK);
  }

  /** @param {Buffer} bytes */
  #take(bytes) {
    this.#heardAt = Date.now();
    this.#hear(fromUlaw(bytes));
  }

  #tick() {
    const now = Date.now();
    const late = now - this.#tickedAt > PAUSE / 2;
    this.#tickedAt = now;
    // After a busy moment of our own there is sound waiting to be read first.
    if (late || now - this.#heardAt < PAUSE) return;
    const silence = ((now - this.#heardAt - PAUSE / 2) * RATE) / 1000;
    this.#heardAt = now - PAUSE / 2;
    this.#hear(new Int16Array(silence));
  }

  /** @param {Int16Array} sound */
  #hear(sound) {
    this.heard.append(sound);
    this.onSound();
  }

  /** @param {Int16Array} sound */
  say(sound) {
    const bytes = toUlaw(sound);
    for (let at = 0; at < bytes.length; at += LUMP) this.#socket?.send(bytes.subarray(at, at + LUMP));
  }

  /** Drops what is not said yet. */
  hush() {
    this.#socket?.send('FLUSH_MEDIA');
  }

  /** Its channel ends with its socket. */
  close() {
    this.#isClosed = true;
    clearInterval(this.#clock);
    this.#socket?.close();
  }
}
