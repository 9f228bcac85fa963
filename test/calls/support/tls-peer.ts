import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import type { Certificate } from './authority.js';

/** A server that says who it is by a certificate, keeps what it is asked for, and refuses each call. */
export class TlsPeer {
  /** The methods that it was told, by whoever had believed the certificate; the rest is a private number. */
  readonly heard: string[] = [];
  private readonly server: Server;

  constructor({ certificate, key }: Certificate) {
    this.server = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (socket) => {
      socket.on('error', () => undefined).on('data', (bytes) => this.hear(bytes.toString('latin1'), socket));
    });
  }

  async listen(port: number, address: string): Promise<this> {
    this.server.listen(port, address);
    await once(this.server, 'listening');
    return this;
  }

  close(): void {
    this.server.close();
  }

  private hear(text: string, socket: TLSSocket): void {
    this.heard.push(text.split(' ', 1).join());
    if (!text.startsWith('INVITE')) return;
    const lines = text.split('\r\n').filter((line) => /^(Via|From|To|Call-ID|CSeq):/.test(line));
    socket.write(['SIP/2.0 503 Not Here', ...lines, 'Content-Length: 0', '', ''].join('\r\n'));
  }
}
