import type { NumberSearch } from './number-search.js';
import type { SipMessage } from './sip.js';
import type { Watched } from './watched.js';

/** A leg that the switchboard opened leads to a line; one that a peer opened, to a caller. */
export type Side = 'line' | 'caller';

/** Where the switchboard repeats to a peer what that peer itself wrote, and from which of the peer's headers. */
const ECHOES: Record<string, string[]> = {
  'request line': ['contact'],
  from: ['from', 'to'],
  to: ['from', 'to'],
  via: ['via'],
  'call-id': ['call-id'],
  route: ['record-route'],
  'record-route': ['record-route'],
};

/** Where the number that the switchboard dials has to stand; an answer to a challenge repeats the request line. */
const DIALLED = new Set(['request line', 'to', 'from', 'authorization', 'proxy-authorization']);

/** The messages of one Call-ID, between the switchboard and one peer. */
export class Dialog {
  /** Numbers the peer wrote, by header. */
  private readonly wrote = new Map<string, Set<string>>();

  /** @param opening the request line that opened it; what the switchboard dialled stands there */
  constructor(
    readonly side: Side,
    private readonly opening: string,
  ) {}

  /** What the peer says. */
  hear({ headers }: SipMessage, search: NumberSearch): void {
    for (const { name, value } of headers) {
      const numbers = this.wrote.get(name) ?? new Set();
      for (const { number } of search.inText(Buffer.from(value))) numbers.add(number.full);
      if (numbers.size > 0) this.wrote.set(name, numbers);
    }
  }

  /** Whether a number may stand in a place of what the switchboard sends here. */
  allows(number: Watched, place: string): boolean {
    if (DIALLED.has(place) && this.side === 'line' && this.opening.includes(number.national)) return true;
    return (ECHOES[place] ?? []).some((header) => this.wrote.get(header)?.has(number.full));
  }
}
