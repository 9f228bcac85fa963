import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { WebSocket } from 'ws';

/** @typedef {{ type: string, [field: string]: any }} AriEvent */
/** @typedef {{ port: number, user: string, password: string, app: string }} AriAddress */

export class AriError extends Error {
  /** @param {string} request @param {number} status @param {string} reason */
  constructor(request, status, reason) {
    super(`${request}: ${status} ${reason}`);
    this.status = status;
  }
}

/** One ARI socket. Requests travel over it too, so they are carried out in the order they were sent. */
export class Ari extends EventEmitter {
  #socket;
  #address;
  /** @type {Map<string, (response: AriEvent) => void>} */
  #waiting = new Map();

  /** @param {WebSocket} socket @param {AriAddress} address */
  constructor(socket, address) {
    super();
    this.#socket = socket;
    this.#address = address;
    socket.on('message', (data) => this.#take(JSON.parse(String(data))));
    socket.on('close', () => this.emit('close'));
  }

  /** @param {AriAddress} address */
  static async connect(address) {
    const { port, user, password, app } = address;
    // With subscribeAll the application vanishes with its socket, and calls go back to the dialplan.
    const url = `ws://127.0.0.1:${port}/ari/events?app=${app}&subscribeAll=true`;
    const socket = new WebSocket(url, { auth: `${user}:${password}` });
    await once(socket, 'open');
    return new Ari(socket, address);
  }

  /**
   * @param {'GET' | 'POST' | 'PUT' | 'DELETE'} method
   * @param {string} uri
   * @param {Record<string, string | number>} [query]
   * @param {unknown} [body]
   * @returns {Promise<any>}
   */
  async request(method, uri, query = {}, body) {
    const id = randomUUID();
    const response = new Promise((resolve) => this.#waiting.set(id, resolve));
    this.#socket.send(
      JSON.stringify({
        type: 'RESTRequest',
        request_id: id,
        method,
        uri,
        query_strings: Object.entries(query).map(([name, value]) => ({ name, value: String(value) })),
        ...(body === undefined
          ? {}
          : { content_type: 'application/json', message_body: JSON.stringify(body) }),
      }),
    );
    const { status_code: status, reason_phrase: reason, message_body: text } = await response;
    if (status >= 400) throw new AriError(`${method} ${uri}`, status, text || reason);
    return text ? JSON.parse(text) : undefined;
  }

  /** The socket that carries one channel's sound. @param {string} connectionId */
  openMedia(connectionId) {
    const { port, user, password } = this.#address;
    return new WebSocket(`ws://127.0.0.1:${port}/media/${connectionId}`, 'media', {
      auth: `${user}:${password}`,
    });
  }

  /** @param {AriEvent} message */
  #take(message) {
    if (message.type !== 'RESTResponse') return void this.emit('event', message);
    this.#waiting.get(message.request_id)?.(message);
    this.#waiting.delete(message.request_id);
  }

  async close() {
    if (this.#socket.readyState === WebSocket.CLOSED) return;
    this.#socket.close();
    await once(this.#socket, 'close');
  }
}
