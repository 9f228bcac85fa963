import { createSocket, type Socket } from 'node:dgram';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Place } from '../../../scripts/lib/place.mjs';

/** A request as somebody writes it whom nobody knows. */
export interface Try {
  method?: string;
  /** The user of the request line and of To. */
  to?: string;
  from?: string;
  /** The request line's, where that is another one. */
  uri?: string;
  headers?: string[];
}

/** Somebody on the internet: sends single requests over UDP, and keeps what comes back. */
export class Stranger {
  private constructor(
    private readonly place: Place,
    private readonly socket: Socket,
  ) {}

  static async at(place: Place, address: string): Promise<Stranger> {
    const socket = createSocket('udp4');
    // One for each try that waits.
    socket.setMaxListeners(0);
    socket.bind(0, address);
    await once(socket, 'listening');
    return new Stranger(place, socket);
  }

  /** The final answer, as text, and how long it took (ms); undefined when none came within a second. */
  async tries(what: Try): Promise<{ text: string; ms: number } | undefined> {
    const id = randomUUID();
    const began = performance.now();
    const answer = new Promise<{ text: string; ms: number } | undefined>((resolve) => {
      const timer = setTimeout(() => done(undefined), 1_000);
      const done = (text: string | undefined) => {
        clearTimeout(timer);
        this.socket.off('message', hear);
        resolve(text === undefined ? undefined : { text, ms: performance.now() - began });
      };
      const hear = (bytes: Buffer) => {
        const text = bytes.toString('latin1');
        if (!text.includes(id) || text.startsWith('SIP/2.0 1')) return;
        if (text.includes('INVITE\r\n')) this.send(this.ack(what, id, text));
        done(text);
      };
      this.socket.on('message', hear);
    });
    this.send(this.request(what, id));
    return answer;
  }

  close(): void {
    this.socket.close();
  }

  private send(text: string): void {
    this.socket.send(text, this.place.sipPort, this.place.sipAddress);
  }

  private head(what: Try, id: string): string[] {
    const { address, port } = this.socket.address();
    const { sipAddress, sipPort } = this.place;
    const { method = 'INVITE', to = '+12025550100', from = 'somebody' } = what;
    const { uri = `sip:${to}@${sipAddress}:${sipPort}` } = what;
    return [
      `${method} ${uri} SIP/2.0`,
      `Via: SIP/2.0/UDP ${address}:${port};branch=z9hG4bK${id}`,
      `From: <sip:${from}@${sipAddress}>;tag=${id}`,
      `Call-ID: ${id}`,
      'Max-Forwards: 70',
      `Contact: <sip:somebody@${address}:${port}>`,
    ];
  }

  private request(what: Try, id: string): string {
    const { method = 'INVITE', to = '+12025550100', headers = [] } = what;
    const more = [`To: <sip:${to}@${this.place.sipAddress}>`, `CSeq: 1 ${method}`, ...headers];
    return [...this.head(what, id), ...more, 'Content-Length: 0', '', ''].join('\r\n');
  }

  private ack(what: Try, id: string, answer: string): string {
    const to = /^To:.*$/m.exec(answer)?.[0].trim() ?? '';
    const head = this.head({ ...what, method: 'ACK' }, id);
    return [...head, to, 'CSeq: 1 ACK', 'Content-Length: 0', '', ''].join('\r\n');
  }
}
