import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

interface Frame {
  request_id: string;
  method: string;
  uri: string;
  query_strings: { name: string; value: unknown }[];
  message_body?: string;
}

/** What Asterisk shows of ARI, as far as the connection needs it: the list of resources and the WebSocket. */
export class FakeAri {
  readonly requests: Frame[] = [];
  /** The status that a request gets, by its URI. */
  readonly statuses = new Map<string, number>();
  /** Does as if nothing arrived, pings included. */
  isSilent = false;
  /** Answers as a web server does whose ARI is not loaded yet. */
  isStarting = false;
  private readonly http: Server;
  private readonly sockets = new WebSocketServer({ noServer: true, autoPong: false });
  private waiting: ((socket: WebSocket) => void)[] = [];

  private constructor() {
    this.http = createServer((request, response) => {
      if (this.isStarting) response.writeHead(404);
      response.end(JSON.stringify(this.document(request.url ?? '')));
    });
    this.http.on('upgrade', (request, socket, head) =>
      this.sockets.handleUpgrade(request, socket, head, (opened) => this.opened(opened)),
    );
  }

  static async start(): Promise<FakeAri> {
    const fake = new FakeAri();
    await new Promise<void>((resolve) => fake.http.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  /** The next connection of the service. */
  connection(): Promise<WebSocket> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  send(event: object): void {
    for (const socket of this.sockets.clients) socket.send(JSON.stringify(event));
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets.clients) socket.terminate();
    await new Promise((resolve) => this.http.close(resolve));
  }

  /** What ari-client reads before it connects: a list of one resource that can do nothing. */
  private document(url: string): object {
    const common = { apiVersion: '2', swaggerVersion: '1.1', basePath: `${this.url}/ari` };
    if (url.endsWith('resources.json'))
      return { ...common, apis: [{ path: '/api-docs/events.json', description: '' }] };
    return { ...common, resourcePath: '/api-docs/events.json', apis: [], models: {} };
  }

  private opened(socket: WebSocket): void {
    socket.on('ping', () => this.isSilent || socket.pong());
    socket.on(
      'message',
      (data) => this.isSilent || this.answer(socket, JSON.parse((data as Buffer).toString()) as Frame),
    );
    this.waiting.shift()?.(socket);
  }

  private answer(socket: WebSocket, frame: Frame): void {
    this.requests.push(frame);
    const status_code = this.statuses.get(frame.uri) ?? 200;
    const reason_phrase = status_code < 400 ? 'OK' : 'Refused';
    const message_body = status_code < 400 ? JSON.stringify({ of: frame.uri }) : undefined;
    socket.send(
      JSON.stringify({
        type: 'RESTResponse',
        request_id: frame.request_id,
        status_code,
        reason_phrase,
        message_body,
      }),
    );
  }
}
