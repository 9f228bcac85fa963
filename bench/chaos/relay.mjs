import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** @typedef {import('node:net').Socket} Socket */

/** Stands between two ends of TCP on loopback, and can be a bad network. */
export class Relay {
  /** How long what comes back takes (ms). */
  delay = 0;
  /** @type {Set<Socket>} */
  #sockets = new Set();
  #server;

  /** @param {number} target a port */
  constructor(target) {
    this.#server = createServer((near) => this.#join(near, connect(target, '127.0.0.1')));
  }

  /** @param {number} target a port */
  static async to(target) {
    const relay = new Relay(target);
    relay.#server.listen(0, '127.0.0.1');
    await once(relay.#server, 'listening');
    return relay;
  }

  get port() {
    return /** @type {import('node:net').AddressInfo} */ (this.#server.address()).port;
  }

  /** Breaks what is connected. Who connects again is served. */
  cut() {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** What is connected stays so, and nothing passes any more. Who connects again is served. */
  silence() {
    for (const socket of this.#sockets) {
      socket.removeAllListeners('data');
      socket.pause();
    }
  }

  close() {
    this.#server.close();
    this.cut();
  }

  /** @param {Socket} near @param {Socket} far */
  #join(near, far) {
    this.#pass(near, far, () => 0);
    this.#pass(far, near, () => this.delay);
  }

  /** Timers of one length fire in order. @param {Socket} from @param {Socket} to @param {() => number} delay */
  #pass(from, to, delay) {
    this.#sockets.add(from);
    from.setNoDelay(true);
    from.on('data', (data) => {
      const ms = delay();
      if (ms) setTimeout(() => to.writable && to.write(data), ms);
      else to.write(data);
    });
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.#sockets.delete(from);
      to.destroy();
    });
  }
}
