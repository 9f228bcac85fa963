import type { Leak } from './leak.js';
import { flowOf } from './network.js';
import type { NumberSearch } from './number-search.js';
import type { Packet } from './packets.js';
import { findAddress, views, type View } from './views.js';

const KEYS = '0123456789*#';
const RTP_HEADER = 12;

/** The keys of one direction of a call, as RFC 4733 events. */
interface Keys {
  direction: 'sent' | 'received';
  pressed: string;
  /** Times of the events: each is sent in several packets. */
  seen: Set<number>;
}

/**
 * What the media may tell whom: nothing goes from party to party but through the switchboard, no packet's bytes
 * hold a number, RTCP holds no address, and the keys sent to one party are those the other one pressed.
 */
export class MediaRules {
  private readonly keys = new Map<string, Keys>();
  readonly leaks: Leak[] = [];

  past(): void {
    this.leak("a party's media", 'past the switchboard', 'a packet');
  }

  /** `others` are the addresses that the receiver must not be told. */
  check(packet: Packet, search: NumberSearch, others: Set<string>): void {
    const { payload } = packet;
    for (const { number, writing } of search.inBinary(payload)) this.leak(number.label, writing, 'a packet');
    if (isRtcp(payload)) {
      const readings = [...views(payload), ...binaryAddresses(others, payload)];
      for (const ip of others) {
        const writing = findAddress(readings, ip);
        if (writing) this.leak("the other party's media address", writing, 'RTCP');
      }
    }
    this.hearKeys(packet, 'sent');
  }

  hearKeys(packet: Packet, direction: Keys['direction']): void {
    const key = eventOf(packet.payload);
    if (key === undefined) return;
    const ssrc = packet.payload.readUInt32BE(8);
    this.press(`${flowOf(packet)} ${ssrc}`, direction, key, packet.payload.readUInt32BE(4));
  }

  /** @param time tells one key from the same one sent again */
  press(flow: string, direction: Keys['direction'], key: string, time: number): void {
    const keys = this.keys.get(flow) ?? { direction, pressed: '', seen: new Set() };
    this.keys.set(flow, keys);
    if (keys.seen.has(time)) return;
    keys.seen.add(time);
    keys.pressed += key;
  }

  /** A number in keys that nobody pressed was dialled by the switchboard itself. Each is told once. */
  checkKeys(search: NumberSearch): void {
    const numbersIn = (direction: Keys['direction']) =>
      [...this.keys.values()]
        .filter((keys) => keys.direction === direction)
        .flatMap(({ pressed }) => search.inKeys(pressed));
    const pressed = new Set(numbersIn('received').map(({ number }) => number.full));
    for (const { number, writing } of numbersIn('sent'))
      if (!pressed.has(number.full)) this.leak(number.label, writing, 'DTMF');
    for (const keys of this.keys.values()) if (keys.direction === 'sent') keys.pressed = '';
  }

  private leak(what: string, writing: string, place: string): void {
    this.leaks.push({ what, writing, where: 'a party', place });
  }
}

/** RTCP may hold an address as four bytes. */
const binaryAddresses = (others: Set<string>, payload: Buffer): View[] =>
  [...others]
    .filter((ip) => payload.includes(Buffer.from(ip.split('.').map(Number))))
    .map((ip) => ({ writing: 'four bytes', bytes: Buffer.from(ip) }));

const isRtcp = (payload: Buffer): boolean => payload.length >= 8 && payload[1]! >= 192 && payload[1]! <= 223;

/** An RFC 4733 event is the only media of four bytes. */
function eventOf(payload: Buffer): string | undefined {
  const isEvent = payload.length === RTP_HEADER + 4 && (payload[1]! & 0x7f) >= 96 && !isRtcp(payload);
  return isEvent ? KEYS[payload[RTP_HEADER]!] : undefined;
}
