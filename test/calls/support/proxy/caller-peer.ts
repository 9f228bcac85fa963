import { randomUUID } from 'node:crypto';
import { header, headers, SipEnd, type Heard } from './sip-end.js';

/** A carrier, or a stranger, who calls the proxy. */
export class CallerPeer extends SipEnd {
  private readonly asking = new Set<NodeJS.Timeout>();

  /** @param target the proxy's port, on 127.0.0.1 */
  constructor(private readonly target: number) {
    super();
  }

  /** Calls; the first final answer, acknowledged. */
  async calls(number: string, more: string[] = []): Promise<Call> {
    return this.outcome(this.invites(number, more));
  }

  /** Only begins to, and again until something is heard of it, as UDP wants it. */
  invites(number: string, more: string[] = []): string {
    const id = randomUUID();
    const ask = () => this.ask('INVITE', `sip:${number}@127.0.0.1`, id, more);
    const again = setInterval(() => (this.hasHeardOf(id) ? clearInterval(again) : ask()), 500);
    this.asking.add(again);
    ask();
    return id;
  }

  async outcome(id: string): Promise<Call> {
    const { text } = await this.hears(new RegExp(`^SIP/2.0 [2-6][^]*${id}[^]*CSeq: 1 INVITE`), {
      within: 20_000,
    });
    const call = new Call(id, text);
    // What is not a yes is acknowledged with the request's own branch, a yes as a request of the dialog.
    if (call.status >= 300) this.ask('ACK', 'sip:proxy@127.0.0.1', id, [], call.to);
    else this.within(call, 'ACK');
    return call;
  }

  /** What a request of the dialog is answered with. */
  async inDialog(call: Call, method: string, uri = call.target, routes = call.routes): Promise<number> {
    const branch = this.within(call, method, uri, routes);
    return statusOf(await this.hears(new RegExp(`^SIP/2.0 [2-6][^]*${branch}`)));
  }

  /** What is asked outside of any call. */
  async asks(method: string): Promise<Heard> {
    const id = randomUUID();
    this.ask(method, 'sip:127.0.0.1', id, []);
    return this.hears(new RegExp(`^SIP/2.0 [2-6][^]*${id}`));
  }

  override close(): void {
    this.asking.forEach(clearInterval);
    super.close();
  }

  private hasHeardOf(id: string): boolean {
    return this.heard.some(({ text }) => text.includes(id));
  }

  private within(call: Call, method: string, uri = call.target, routes = call.routes): string {
    const branch = randomUUID();
    const more = routes.map((route) => `Route: ${route}`);
    this.ask(method, uri, call.id, more, call.to, branch, method === 'ACK' ? 1 : 2);
    return branch;
  }

  private ask(
    ...[method, uri, id, more, to = `<${uri}>`, branch = id, number = 1]: [
      string,
      string,
      string,
      string[],
      string?,
      string?,
      number?,
    ]
  ): void {
    const lines = [
      `${method} ${uri} SIP/2.0`,
      `Via: SIP/2.0/UDP ${this.sip};rport;branch=z9hG4bK${branch}`,
      `From: <sip:+12025550140@${this.sip}>;tag=${id}`,
      `To: ${to}`,
      `Call-ID: ${id}`,
      `CSeq: ${number} ${method}`,
      'Max-Forwards: 70',
      `Contact: <sip:${this.sip}>`,
      ...more,
    ];
    const proxy = { address: '127.0.0.1', port: this.target };
    if (method !== 'INVITE') return this.say(lines, proxy);
    this.say([...lines, 'Content-Type: application/sdp'], proxy, sdp(this.socket.address().address));
  }
}

/** How a call was answered. */
export class Call {
  constructor(
    readonly id: string,
    readonly text: string,
  ) {}

  get status(): number {
    return statusOf({ text: this.text });
  }

  get to(): string {
    return header(this.text, 'To') ?? '';
  }

  /** Where requests of the dialog go, in the end. */
  get target(): string {
    return /<(.*)>/.exec(header(this.text, 'Contact') ?? '')?.[1] ?? '';
  }

  get routes(): string[] {
    return headers(this.text, 'Record-Route')
      .flatMap((value) => value.split(/, */))
      .reverse();
  }

  /** How long the caller shall wait (s), by each such header. */
  get retryAfter(): number[] {
    return headers(this.text, 'Retry-After').map(Number);
  }
}

const statusOf = ({ text }: { text: string }): number => Number(/^SIP\/2.0 (\d+)/.exec(text)?.[1]);

const sdp = (address: string): string =>
  ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', `c=IN IP4 ${address}`, 't=0 0', 'm=audio 9 RTP/AVP 0', ''].join(
    '\r\n',
  );
