import { header, headers, SipEnd, type Heard } from './sip-end.js';

/** Stands in for an Asterisk node: answers OPTIONS and calls as a test says. */
export class NodePeer extends SipEnd {
  /** What OPTIONS gets; 0: silence. */
  health = 200;
  /** What each INVITE gets, in order; nothing: silence. */
  manner: number[] = [200];

  get calls(): number {
    return new Set(this.heard.filter(isNewCall).map(({ text }) => header(text, 'Call-ID'))).size;
  }

  /** Says something more to a call that it heard of. */
  adds(status: number, { text, from }: Heard): void {
    this.answer(status, text, from);
  }

  protected override react({ text, from }: Heard): void {
    const method = /^\w+/.exec(text)?.[0];
    if (method === 'OPTIONS' && this.health) this.answer(this.health, text, from);
    if (method === 'INVITE') for (const status of this.manner) this.answer(status, text, from);
    if (method === 'BYE' || method === 'CANCEL') this.answer(200, text, from);
  }

  private answer(status: number, text: string, from: Heard['from']): void {
    const to = header(text, 'To') ?? '';
    const lines = ['Via', 'Record-Route'].flatMap((name) =>
      headers(text, name).map((value) => `${name}: ${value}`),
    );
    const same = ['From', 'Call-ID', 'CSeq'].map((name) => `${name}: ${header(text, name)}`);
    const tagged = to.includes(';tag=') || status === 100 ? to : `${to};tag=${this.socket.address().port}`;
    const contact = `Contact: <sip:${this.sip}>`;
    this.say([`SIP/2.0 ${status} Said`, ...lines, ...same, `To: ${tagged}`, contact], from);
  }
}

export const isNewCall = ({ text }: Heard): boolean =>
  text.startsWith('INVITE') && !header(text, 'To')?.includes(';tag=');
