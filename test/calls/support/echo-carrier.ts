import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import { Registrar } from './registrar.js';

/** A carrier all of whose phones answer at once, and send back what they hear. */
export class EchoCarrier extends Registrar {
  private readonly echo = createSocket('udp4');

  override async start(): Promise<this> {
    this.echo.on('message', (bytes, { port, address }) => this.echo.send(bytes, port, address));
    this.echo.bind(this.place.demoRtpPortMin, this.address);
    await once(this.echo, 'listening');
    return super.start();
  }

  override stop(): void {
    this.echo.close();
    super.stop();
  }

  protected override hear(text: string, from: RemoteInfo): void {
    if (text.startsWith('INVITE')) this.answer(text, from, 200, [CONTACT(this.sip), TYPE], this.sdp);
    else if (text.startsWith('BYE')) this.answer(text, from, 200);
    else super.hear(text, from);
  }

  private get sip(): string {
    return `${this.address}:${this.port}`;
  }

  private get sdp(): string {
    const media = `m=audio ${this.place.demoRtpPortMin} RTP/AVP 0`;
    return ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', `c=IN IP4 ${this.address}`, 't=0 0', media, ''].join(
      '\r\n',
    );
  }
}

const CONTACT = (sip: string): string => `Contact: <sip:${sip}>`;
const TYPE = 'Content-Type: application/sdp';
