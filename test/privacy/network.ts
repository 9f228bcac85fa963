import type { Address, Packet } from './packets.js';

interface Range {
  first: number;
  last: number;
}

/** Which ports are the switchboard's and which its peers', the carriers and phones; they share no port. */
export interface Ports {
  sip: number;
  media: Range;
  peersSip: number;
  peersMedia: Range;
}

export type Direction = 'sent' | 'received';

const within = (port: number, { first, last }: Range): boolean => port >= first && port <= last;

export class Network {
  constructor(private readonly ports: Ports) {}

  /** Undefined: it is no SIP. Over TCP only one end has a port that is known. */
  sipDirection({ protocol, from, to }: Packet): Direction | undefined {
    const { sip, peersSip } = this.ports;
    if (from.port === sip || (to.port === peersSip && (protocol === 'tcp' || to.port !== sip))) return 'sent';
    if (to.port === sip || from.port === peersSip) return 'received';
    return undefined;
  }

  /** `past` the switchboard: from one peer to another. Undefined: it is no media. */
  mediaDirection({ protocol, from, to }: Packet): Direction | 'past' | undefined {
    if (protocol !== 'udp') return undefined;
    const { media, peersMedia } = this.ports;
    if (within(from.port, media)) return 'sent';
    if (within(to.port, media)) return 'received';
    if (within(to.port, peersMedia)) return 'past';
    return undefined;
  }
}

export const flowOf = ({ from, to }: { from: Address; to: Address }): string =>
  `${from.ip}:${from.port} ${to.ip}:${to.port}`;
