import type { Frame } from './pcap.js';

export interface Address {
  ip: string;
  port: number;
}

/** What one program sent another: a whole UDP datagram, or a piece of a TCP stream. */
export interface Packet {
  protocol: 'udp' | 'tcp';
  from: Address;
  to: Address;
  payload: Buffer;
  /** Of TCP: where in the stream it stands, and whether the stream begins here. */
  sequence: number;
  begins: boolean;
}

interface Datagram {
  from: string;
  to: string;
  protocol: number;
  payload: Buffer;
  /** Of a fragment: whose it is, where it belongs (bytes), and whether more follow. */
  fragment?: { id: string; offset: number; more: boolean };
}

const IP_AT: Record<number, number> = { 1: 14, 101: 0, 113: 16, 276: 20 };
const [TCP, UDP] = [6, 17];

/** Turns frames into packets; keeps fragments until all of a datagram is there. */
export class PacketReader {
  private readonly fragments = new Map<string, Datagram[]>();

  read({ link, bytes }: Frame): Packet | undefined {
    const datagram = readIp(bytes.subarray(IP_AT[link] ?? 0));
    const whole = datagram?.fragment ? this.join(datagram) : datagram;
    return whole && readTransport(whole);
  }

  private join(piece: Datagram): Datagram | undefined {
    const key = `${piece.from} ${piece.to} ${piece.protocol} ${piece.fragment?.id}`;
    const place = ({ fragment }: Datagram) => fragment?.offset ?? 0;
    const pieces = [...(this.fragments.get(key) ?? []), piece].sort((a, b) => place(a) - place(b));
    this.fragments.set(key, pieces);
    let end = 0;
    for (const each of pieces) if (place(each) <= end) end = Math.max(end, place(each) + each.payload.length);
    const last = pieces.at(-1);
    if (!last || last.fragment?.more || end < place(last) + last.payload.length) return undefined;
    this.fragments.delete(key);
    const payload = Buffer.alloc(end);
    for (const each of pieces) each.payload.copy(payload, place(each));
    return { from: piece.from, to: piece.to, protocol: piece.protocol, payload };
  }
}

function readIp(ip: Buffer): Datagram | undefined {
  const version = ip.length > 20 ? ip[0]! >> 4 : 0;
  return version === 4 ? readIpv4(ip) : version === 6 && ip.length > 40 ? readIpv6(ip) : undefined;
}

function readIpv4(ip: Buffer): Datagram {
  const [flags, protocol] = [ip.readUInt16BE(6), ip[9]!];
  const [from, to] = [12, 16].map((at) => ip.subarray(at, at + 4).join('.')) as [string, string];
  // 0 where the network card cuts: the frame then holds all of it.
  const end = ip.readUInt16BE(2) || ip.length;
  const payload = ip.subarray((ip[0]! & 15) * 4, end);
  const [offset, more] = [(flags & 0x1fff) * 8, (flags & 0x2000) !== 0];
  const whole = { from, to, protocol, payload };
  return offset || more ? { ...whole, fragment: { id: String(ip.readUInt16BE(4)), offset, more } } : whole;
}

const EXTENSIONS = new Set([0, 43, 60]);
const FRAGMENT = 44;

function readIpv6(ip: Buffer): Datagram {
  const [from, to] = [8, 24].map((at) => ip.subarray(at, at + 16).toString('hex')) as [string, string];
  let [protocol, at] = [ip[6]!, 40];
  let fragment: Datagram['fragment'];
  while (EXTENSIONS.has(protocol) || protocol === FRAGMENT) {
    if (protocol === FRAGMENT) {
      const place = ip.readUInt16BE(at + 2);
      fragment = { id: ip.toString('hex', at + 4, at + 8), offset: place & 0xfff8, more: (place & 1) === 1 };
    }
    const length = protocol === FRAGMENT ? 8 : (ip[at + 1]! + 1) * 8;
    [protocol, at] = [ip[at]!, at + length];
  }
  const payload = ip.subarray(at, 40 + ip.readUInt16BE(4));
  return { from, to, protocol, payload, ...(fragment && { fragment }) };
}

function readTransport({ from, to, protocol, payload }: Datagram): Packet | undefined {
  if ((protocol !== UDP && protocol !== TCP) || payload.length < 8) return undefined;
  const ends = {
    from: { ip: from, port: payload.readUInt16BE(0) },
    to: { ip: to, port: payload.readUInt16BE(2) },
  };
  if (protocol === UDP)
    return { protocol: 'udp', ...ends, payload: payload.subarray(8), sequence: 0, begins: false };
  const begins = (payload[13]! & 2) !== 0;
  const sequence = payload.readUInt32BE(4) + (begins ? 1 : 0);
  return { protocol: 'tcp', ...ends, payload: payload.subarray((payload[12]! >> 4) * 4), sequence, begins };
}
