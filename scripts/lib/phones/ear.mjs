import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { RATE, Recording, fromUlaw } from './sound.mjs';

const HEADER = 12;
/** No packet for so long (ms) is silence, and not a late packet. */
const PAUSE = 200;

/** What one phone hears, silence included: an RTP socket that a copy of its incoming audio is sent to. */
export class Ear {
  #socket = createSocket('udp4');
  #heardAt = Date.now();
  /** The timestamp the next packet has if nothing is missing. @type {number | undefined} */
  #due;
  #clock = setInterval(() => this.#listenToSilence(), 20);
  heard = new Recording();
  /** Told whenever more has been heard. */
  onSound = () => {};

  /** Opens the ear; the port is what the copy is to be sent to. */
  async open() {
    this.#socket.on('message', (packet) => this.#take(packet));
    this.#socket.bind(0, '127.0.0.1');
    await once(this.#socket, 'listening');
    return this.#socket.address().port;
  }

  /** @param {Buffer} packet */
  #take(packet) {
    const timestamp = packet.readUInt32BE(4);
    const missing = this.#due === undefined ? 0 : (timestamp - this.#due) | 0;
    if (missing > 0 && missing < RATE * 60) this.#hear(new Int16Array(missing));
    const sources = packet.readUInt8(0) & 0x0f;
    const sound = fromUlaw(packet.subarray(HEADER + 4 * sources));
    this.#heardAt = Date.now();
    this.#due = (timestamp + sound.length) >>> 0;
    this.#hear(sound);
  }

  #listenToSilence() {
    const now = Date.now();
    if (now - this.#heardAt < PAUSE) return;
    // Half of the pause is kept back: a packet may yet come and tell more exactly.
    const silence = new Int16Array(((now - this.#heardAt - PAUSE / 2) * RATE) / 1000);
    this.#heardAt = now - PAUSE / 2;
    if (this.#due !== undefined) this.#due = (this.#due + silence.length) >>> 0;
    this.#hear(silence);
  }

  /** @param {Int16Array} sound */
  #hear(sound) {
    this.heard.append(sound);
    this.onSound();
  }

  close() {
    clearInterval(this.#clock);
    this.#socket.close();
  }
}
