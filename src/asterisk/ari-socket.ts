import { createRequire } from 'node:module';
import ari from 'ari-client';
import type { RawData, WebSocket } from 'ws';
import { AriError, type AriEvent, type AriRequest } from './ari-messages.js';

// swagger-client, by which ari-client reads ARI's description, makes a global `log` that prints what nobody needs.
Object.assign(globalThis, { log: () => {} });
// What it cannot read it throws where nobody can catch it, besides telling: an Asterisk that just starts would end us.
const { SwaggerApi } = createRequire(import.meta.resolve('ari-client'))('swagger-client') as {
  SwaggerApi: { prototype: { fail(message: string): void; failure(message: string): void } };
};
SwaggerApi.prototype.fail = function (message) {
  this.failure(message);
};

/** What reads the description may never say that it could not: then it is tried again. */
const CONNECT_LIMIT = 2_000;
const REQUEST_LIMIT = 5_000;
/** A peer that is silent this long, pings included, is taken for dead. */
const PING_EVERY = 2_000;

interface Response {
  request_id: string;
  status_code: number;
  reason_phrase: string;
  message_body?: string;
}

interface Pending {
  request: AriRequest;
  resolve(body: unknown): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
}

export interface AriSocketHandlers {
  onEvent(event: AriEvent): void;
  onClose(): void;
}

/**
 * One WebSocket to Asterisk, for events and for requests alike (REST over the WebSocket, Asterisk 22.4):
 * requests are carried out in the order sent, and cost a tenth of HTTP's.
 *
 * ari-client opens it. Its own listeners are then taken off: it dies of an event it does not know, gives up
 * reconnecting after 43 s, and never pings.
 */
export class AriSocket {
  private readonly pending = new Map<string, Pending>();
  private lastId = 0;
  private isAlive = true;
  private readonly pinging: NodeJS.Timeout;

  private constructor(
    private readonly socket: WebSocket,
    private readonly handlers: AriSocketHandlers,
  ) {
    for (const name of ['message', 'close', 'error', 'pong']) socket.removeAllListeners(name);
    socket.on('message', (data) => this.receive(data));
    socket.on('pong', () => (this.isAlive = true));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => this.closed());
    this.pinging = setInterval(() => this.ping(), PING_EVERY);
  }

  static async open(
    url: string,
    user: string,
    password: string,
    app: string,
    handlers: AriSocketHandlers,
  ): Promise<AriSocket> {
    const client = await within(CONNECT_LIMIT, ari.connect(url, user, password));
    try {
      await within(CONNECT_LIMIT, client.start(app));
    } catch (error) {
      // Trying again is ours; a socket opened late by its own retries would take the app from the next one.
      client.stop();
      throw error;
    }
    return new AriSocket(client._ws, handlers);
  }

  /** Resolves with the parsed body. Rejects with an AriError, or when the socket closes or is silent for 5 s. */
  request<Body = unknown>(request: AriRequest): Promise<Body> {
    return new Promise<Body>((resolve, reject) => {
      const id = String(++this.lastId);
      const timer = setTimeout(() => this.expire(id), REQUEST_LIMIT);
      this.pending.set(id, { request, resolve: (body) => resolve(body as Body), reject, timer });
      this.socket.send(JSON.stringify(frame(id, request)));
    });
  }

  close(): void {
    this.socket.close();
  }

  private receive(data: RawData): void {
    const message = JSON.parse((data as Buffer).toString()) as AriEvent & Response;
    if (message.type === 'RESTResponse') this.settle(message);
    else this.handlers.onEvent(message);
  }

  private settle({ request_id, status_code, reason_phrase, message_body }: Response): void {
    const pending = this.take(request_id);
    if (!pending) return;
    if (status_code >= 400) pending.reject(new AriError(status_code, pending.request, reason_phrase));
    else pending.resolve(message_body ? JSON.parse(message_body) : undefined);
  }

  private expire(id: string): void {
    const pending = this.take(id);
    pending?.reject(new AriError(408, pending.request, 'no answer within 5 s'));
  }

  private take(id: string): Pending | undefined {
    const pending = this.pending.get(id);
    this.pending.delete(id);
    if (pending) clearTimeout(pending.timer);
    return pending;
  }

  private ping(): void {
    if (!this.isAlive) return this.socket.terminate();
    this.isAlive = false;
    this.socket.ping();
  }

  private closed(): void {
    clearInterval(this.pinging);
    for (const id of [...this.pending.keys()]) {
      const pending = this.take(id);
      pending?.reject(new AriError(503, pending.request, 'the connection was lost'));
    }
    this.handlers.onClose();
  }
}

const frame = (id: string, { method, uri, query = {}, body }: AriRequest): object => ({
  type: 'RESTRequest',
  transaction_id: id,
  request_id: id,
  method,
  uri,
  query_strings: Object.entries(query).map(([name, value]) => ({ name, value })),
  ...(body === undefined ? {} : { content_type: 'application/json', message_body: JSON.stringify(body) }),
});

async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}
