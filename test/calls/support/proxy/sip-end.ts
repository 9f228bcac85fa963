import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { EventEmitter, once } from 'node:events';

/** One message as it came. */
export interface Heard {
  text: string;
  from: RemoteInfo;
}

/** An end of SIP over UDP that remembers all it hears. */
export class SipEnd {
  readonly heard: Heard[] = [];
  private readonly news = new EventEmitter().setMaxListeners(0);
  protected readonly socket: Socket = createSocket('udp4');

  /** At a free port. */
  async start(address: string): Promise<this> {
    this.socket.on('message', (bytes, from) => {
      const heard = { text: bytes.toString('latin1'), from };
      this.heard.push(heard);
      this.react(heard);
      this.news.emit('heard', heard);
    });
    this.socket.bind(0, address);
    await once(this.socket, 'listening');
    return this;
  }

  get sip(): string {
    const { address, port } = this.socket.address();
    return `${address}:${port}`;
  }

  /** A message of that kind, be it past or to come: the first, or the one that is `nth`. @param within ms */
  async hears(what: RegExp, { within = 10_000, nth = 1 } = {}): Promise<Heard> {
    const signal = AbortSignal.timeout(within);
    for (;;) {
      const found = this.heard.filter(({ text }) => what.test(text))[nth - 1];
      if (found) return found;
      await once(this.news, 'heard', { signal }).catch(() => {
        const heard = this.heard.map(({ text }) => text.slice(0, 11)).join(', ');
        throw new Error(`${this.sip} did not hear ${what} within ${within} ms, but: ${heard}`);
      });
    }
  }

  count(what: RegExp): number {
    return this.heard.filter(({ text }) => what.test(text)).length;
  }

  forget(): void {
    this.heard.length = 0;
  }

  close(): void {
    this.socket.close();
  }

  protected react(_heard: Heard): void {}

  protected say(lines: string[], to: { address: string; port: number }, body = ''): void {
    const all = [...lines, `Content-Length: ${body.length}`, '', body];
    this.socket.send(all.join('\r\n'), to.port, to.address);
  }
}

/** The value of a header, of its first line. */
export const header = (text: string, name: string): string | undefined =>
  new RegExp(`^${name}: *(.*?)\r?$`, 'im').exec(text)?.[1];

/** The values of all its lines. */
export const headers = (text: string, name: string): string[] =>
  [...text.matchAll(new RegExp(`^${name}: *(.*?)\r?$`, 'gim'))].map(([, value]) => value ?? '');
