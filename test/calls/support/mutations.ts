/** A repeatable source of chance (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const METHODS = [
  ...['INVITE', 'REGISTER', 'OPTIONS', 'MESSAGE', 'SUBSCRIBE', 'NOTIFY', 'PUBLISH', 'REFER'],
  ...['INFO', 'UPDATE', 'PRACK', 'BYE', 'CANCEL', 'ACK', 'INVENTED'],
];

/** Values that parsers stumble over. */
const ODD = [
  '',
  ' ',
  '\0',
  '\r\n',
  '%00%ff',
  '%n%s%x',
  '<<<>>>',
  '"',
  ';;;;',
  ',,,,',
  '-1',
  '4294967296',
  '99999999999999999999',
  '[::1',
  'sip:',
  'sips:@;;',
  'tel:+1',
  'A'.repeat(3_000),
  '(('.repeat(500),
  '\xff\xfe\xfd',
  '${SHELL(id)}',
  "' OR 1=1 --",
];

export interface Place {
  host: string;
  port: number;
  /** Users of request lines: what is there, and what is not. */
  users: string[];
  /** Who they pretend to be. */
  names: string[];
}

/** Makes requests that are almost right. The same seed makes the same ones. */
export class Mutations {
  private count = 0;
  private readonly random: () => number;

  constructor(
    private readonly seed: number,
    private readonly place: Place,
  ) {
    this.random = chance(seed);
  }

  /** @param contact where answers go: address:port */
  next(contact: string, transport: 'UDP' | 'TCP'): Buffer {
    let text = this.request(contact, transport);
    for (let times = Math.floor(this.random() * 4); times > 0; times--) text = this.spoil(text);
    return Buffer.from(text, 'latin1');
  }

  private request(contact: string, transport: string): string {
    const { host, port } = this.place;
    const id = `${this.seed}-${++this.count}`;
    const method = this.one(METHODS);
    const user = this.one(this.place.users);
    const body = this.random() < 0.3 ? this.body() : '';
    return [
      `${method} sip:${user}@${host}:${port} SIP/2.0`,
      `Via: SIP/2.0/${transport} ${contact};branch=z9hG4bK${id};rport`,
      `From: <sip:${this.one(this.place.names)}@${host}>;tag=${id}`,
      `To: <sip:${user}@${host}>`,
      `Call-ID: ${id}`,
      `CSeq: 1 ${method}`,
      'Max-Forwards: 70',
      `Contact: <sip:somebody@${contact}>`,
      ...this.extras(),
      ...(body ? ['Content-Type: application/sdp'] : []),
      `Content-Length: ${body.length}`,
      '',
      body,
    ].join('\r\n');
  }

  private extras(): string[] {
    const name = this.one(this.place.names);
    const all = [
      `P-Asserted-Identity: <sip:${name}@${this.place.host}>`,
      `Authorization: Digest username="${name}", realm="throughline", nonce="x", uri="sip:x", response="${'0'.repeat(32)}"`,
      `Proxy-Authorization: Digest username="${name}"`,
      'Expires: 3600',
      'Event: presence',
      'Refer-To: <sip:somebody@192.0.2.1>',
      'Replaces: x;to-tag=1;from-tag=2',
      'Require: everything',
      `Route: <sip:${this.place.host};lr>`,
      `Record-Route: <sip:192.0.2.9;lr>`,
      'Session-Expires: 1;refresher=uac',
      `X-Endpoint: ${name}`,
    ];
    return all.filter(() => this.random() < 0.15);
  }

  private body(): string {
    return `v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 ${this.one(['192.0.2.1', '0.0.0.0', 'x'])}\r\nt=0 0\r\nm=audio ${this.one(['9', '0', '65536', '-1'])} RTP/AVP ${this.one(['0', '255', 'x'])}\r\n`;
  }

  private spoil(text: string): string {
    const lines = text.split('\r\n');
    const at = Math.floor(this.random() * Math.max(1, lines.length - 2));
    const line = lines[at] ?? '';
    const cut = Math.floor(this.random() * line.length);
    switch (Math.floor(this.random() * 7)) {
      case 0:
        lines[at] = line.slice(0, cut) + this.one(ODD) + line.slice(cut);
        break;
      case 1:
        lines[at] = `${line.split(':')[0]}: ${this.one(ODD)}`;
        break;
      case 2:
        lines.splice(at, 1);
        break;
      case 3:
        lines.splice(at, 0, line);
        break;
      case 4:
        lines[at] = line.slice(0, cut);
        break;
      case 5:
        return text.slice(0, Math.floor(this.random() * text.length));
      default:
        lines[at] = line.replace(/\d+/, this.one(['-1', '0', '4294967297', '1e9']));
    }
    return lines.join('\r\n');
  }

  private one<T>(of: readonly T[]): T {
    return of[Math.floor(this.random() * of.length)] as T;
  }
}
