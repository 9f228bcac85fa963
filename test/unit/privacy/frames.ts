import type { Address } from '../../privacy/packets.js';
import type { Frame } from '../../privacy/pcap.js';

/** Frames as a capture has them: Ethernet, IPv4, and what is given. */
export function udpFrame(from: Address, to: Address, payload: Buffer | string): Frame {
  return ethernet(ipv4(from, to, 17, udp(from, to, Buffer.from(payload))));
}

export function udp(from: Address, to: Address, payload: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt16BE(from.port, 0);
  header.writeUInt16BE(to.port, 2);
  header.writeUInt16BE(8 + payload.length, 4);
  return Buffer.concat([header, payload]);
}

export function tcpFrame(
  from: Address,
  to: Address,
  sequence: number,
  payload: string,
  begins = false,
): Frame {
  const header = Buffer.alloc(20);
  header.writeUInt16BE(from.port, 0);
  header.writeUInt16BE(to.port, 2);
  header.writeUInt32BE(sequence >>> 0, 4);
  header[12] = 5 << 4;
  header[13] = begins ? 2 : 16;
  return ethernet(ipv4(from, to, 6, Buffer.concat([header, Buffer.from(payload)])));
}

/** @param place of a fragment: how many bytes came before, and whether more follow */
export function ipv4(
  from: Address,
  to: Address,
  protocol: number,
  payload: Buffer,
  place = { at: 0, more: false },
) {
  const header = Buffer.alloc(20);
  header[0] = 0x45;
  header.writeUInt16BE(20 + payload.length, 2);
  header.writeUInt16BE(77, 4);
  header.writeUInt16BE(place.at / 8 + (place.more ? 0x2000 : 0), 6);
  header[9] = protocol;
  for (const [i, { ip }] of [from, to].entries())
    Buffer.from(ip.split('.').map(Number)).copy(header, 12 + 4 * i);
  return Buffer.concat([header, payload]);
}

export function ipv6(protocol: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(40);
  header[0] = 0x60;
  header.writeUInt16BE(payload.length, 4);
  header[6] = protocol;
  header[23] = header[39] = 1;
  return Buffer.concat([header, payload]);
}

export const ethernet = (ip: Buffer): Frame => ({ link: 1, bytes: Buffer.concat([Buffer.alloc(14), ip]) });
