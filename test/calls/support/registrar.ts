import { randomUUID } from 'node:crypto';
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Place } from '../../../scripts/lib/place.mjs';
import { digest, valueIn } from './digest.js';

/** A carrier that wants to be registered at: asks for a password, and answers OPTIONS as a test says. */
export class Registrar {
  /** The status that OPTIONS gets. */
  health = 200;
  /** Where the switchboard said that it is; undefined before. */
  contact: string | undefined;
  private socket!: Socket;

  constructor(
    protected readonly place: Place,
    readonly address: string,
    /** The one it knows. */
    public password: string,
  ) {}

  get port(): number {
    return this.place.demoSipPort;
  }

  async start(): Promise<this> {
    this.socket = createSocket('udp4');
    this.socket.on('message', (bytes, from) => this.hear(bytes.toString('latin1'), from));
    this.socket.bind(this.port, this.address);
    await once(this.socket, 'listening');
    return this;
  }

  /** Until something comes. */
  async isAsked(): Promise<void> {
    await once(this.socket, 'message');
  }

  stop(): void {
    this.socket.close();
  }

  protected hear(text: string, from: RemoteInfo): void {
    if (text.startsWith('OPTIONS')) this.answer(text, from, this.health);
    if (!text.startsWith('REGISTER')) return;
    if (!/^Authorization:/m.test(text)) return this.answer(text, from, 401, [CHALLENGE]);
    if (!this.knows(text)) return this.answer(text, from, 403);
    const contact = /^Contact: <([^>]*)>/m.exec(text)?.[1];
    if (/^Expires: 0\r/m.test(text)) {
      if (this.contact === contact) this.contact = undefined;
      return this.answer(text, from, 200);
    }
    this.contact = contact;
    this.answer(text, from, 200, [`Contact: <${this.contact}>;expires=300`]);
  }

  private knows(text: string): boolean {
    const of = (name: string) => valueIn(text, name);
    const us = { username: of('username'), password: this.password };
    const challenge = { realm: 'carrier', nonce: of('nonce') };
    const more = [of('nc'), of('cnonce'), of('qop')];
    return of('response') === digest(us, challenge, 'REGISTER', of('uri'), more);
  }

  protected answer(text: string, from: RemoteInfo, status: number, more: string[] = [], body = ''): void {
    const lines = text.split('\r\n').filter((line) => /^(Via|From|Call-ID|CSeq):/.test(line));
    const to = /^To:.*$/m.exec(text)?.[0].trim() ?? '';
    const tagged = to.includes(';tag=') ? to : `${to};tag=registrar`;
    const all = [`SIP/2.0 ${status} Said`, ...lines, tagged, ...more, `Content-Length: ${body.length}`];
    this.socket.send(`${all.join('\r\n')}\r\n\r\n${body}`, from.port, from.address);
  }
}

const CHALLENGE = `WWW-Authenticate: Digest realm="carrier", nonce="${randomUUID()}", algorithm=MD5, qop="auth"`;
