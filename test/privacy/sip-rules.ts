import { isIP } from 'node:net';
import { Dialog, type Side } from './dialog.js';
import type { Leak } from './leak.js';
import type { Direction } from './network.js';
import type { Found, NumberSearch } from './number-search.js';
import type { SipMessage } from './sip.js';
import { findAddress, views } from './views.js';
import type { WatchList } from './watched.js';

/**
 * What SIP may tell whom. A number stands in a leg that the switchboard opened where it is dialled (request line,
 * To, From) and nowhere else; a peer is told again only what it wrote itself, where SIP has to repeat it; no
 * peer is told where another one's media goes.
 */
export class SipRules {
  private readonly dialogs = new Map<string, Dialog>();
  private readonly media: Record<Side, Set<string>> = { line: new Set(), caller: new Set() };
  readonly leaks: Leak[] = [];
  /** Numbers that were found where they have to be. */
  allowed = 0;

  constructor(private readonly watchList: WatchList) {}

  /** Learns who opened which dialog, and of the peers' messages, what is to be looked for from now on. */
  learn(direction: Direction, message: SipMessage): void {
    const known = this.dialogs.get(message.callId);
    const dialog = known ?? new Dialog(direction === 'sent' ? 'line' : 'caller', message.startLine);
    this.dialogs.set(message.callId, dialog);
    if (direction === 'sent') return;
    if (!known && message.method === 'INVITE') this.watchList.publish(message.startLine);
    const body = message.body.toString('latin1');
    for (const [, ip = ''] of body.matchAll(/^c=IN IP[46] (\S+)/gm))
      if (isIP(ip) && ip !== '0.0.0.0') this.media[dialog.side].add(ip);
    for (const { name, value } of message.headers) {
      // A caller's To is what was dialled; the From of an answer is what the switchboard wrote.
      if ((!known && name === 'to') || (!message.isRequest && name === 'from')) continue;
      this.watchList.learn(value, `a number in a peer's ${name}`);
    }
    this.watchList.learn(body, "a number in a peer's body");
  }

  /** Media addresses that one side must not be told. Throws where both use the same: it would not be found. */
  hiddenFrom(side: Side): Set<string> {
    const { line, caller } = this.media;
    const shared = [...line].filter((ip) => caller.has(ip));
    if (shared.length > 0) throw new Error(`Callers and lines share the media address ${shared.join(', ')}`);
    return side === 'line' ? caller : line;
  }

  sideAt(ip: string): Side {
    return this.media.line.has(ip) ? 'line' : 'caller';
  }

  hear(message: SipMessage, search: NumberSearch): void {
    this.dialogs.get(message.callId)?.hear(message, search);
  }

  /** What the switchboard sent; without a message it is no SIP. */
  check(message: SipMessage | undefined, bytes: Buffer, search: NumberSearch): void {
    const dialog = message && this.dialogs.get(message.callId);
    const readings = [...views(bytes)];
    const report = reporter(this.leaks, dialog?.side ?? 'caller', message);
    for (const ip of this.hiddenFrom(dialog?.side ?? 'caller')) {
      const writing = findAddress(readings, ip);
      if (writing) report("the other party's media address", writing, 'somewhere');
    }
    const found = search.inText(bytes, readings);
    if (found.length > 0) this.place(found, message, dialog, search, report);
  }

  /** Where in the message it stands, and whether it may. */
  private place(
    found: Found[],
    message: SipMessage | undefined,
    dialog: Dialog | undefined,
    search: NumberSearch,
    report: Report,
  ): void {
    const placed = new Set<string>();
    for (const { name, part } of message ? parts(message) : []) {
      for (const { number, writing } of search.inText(part)) {
        placed.add(number.full);
        if (dialog?.allows(number, name)) this.allowed++;
        else report(number.label, writing, name);
      }
    }
    // In no part by itself, and yet in the whole.
    for (const { number, writing } of found)
      if (!placed.has(number.full)) report(number.label, writing, 'several parts');
  }
}

type Report = (what: string, writing: string, part: string) => void;

function reporter(leaks: Leak[], side: Side, message: SipMessage | undefined): Report {
  const status = /^SIP\/2\.0 (\d+)/.exec(message?.startLine ?? '')?.[1];
  const kind = message ? `${status ? `${status} to ` : ''}${message.method}` : 'no SIP';
  return (what, writing, part) =>
    leaks.push({ what, writing, where: `a ${side}`, place: `${kind}, ${part}` });
}

const parts = ({ startLine, isRequest, headers, body }: SipMessage): { name: string; part: Buffer }[] => [
  { name: isRequest ? 'request line' : 'status line', part: Buffer.from(startLine, 'latin1') },
  ...headers.map(({ name, value }) => ({ name, part: Buffer.from(value, 'latin1') })),
  { name: 'body', part: body },
];
