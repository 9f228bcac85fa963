/** The two things used of ari-client 2.2.0, which has no types of its own. */
declare module 'ari-client' {
  import type { EventEmitter } from 'node:events';
  import type { WebSocket } from 'ws';

  interface Client extends EventEmitter {
    /** Registers the app and opens the WebSocket. */
    start(app: string): Promise<void>;
    stop(): void;
    _ws: WebSocket;
  }
  const ari: { connect(url: string, user: string, password: string): Promise<Client> };
  export default ari;
}
