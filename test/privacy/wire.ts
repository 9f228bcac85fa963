import type { Leak } from './leak.js';
import { MediaRules } from './media-rules.js';
import { flowOf, Network, type Direction, type Ports } from './network.js';
import { NumberSearch } from './number-search.js';
import { PacketReader, type Packet } from './packets.js';
import type { Frame } from './pcap.js';
import { readSip, SipSplitter, valueOf, type SipMessage } from './sip.js';
import { SipRules } from './sip-rules.js';
import { TcpStream } from './tcp-stream.js';
import type { WatchList } from './watched.js';

interface Sip {
  direction: Direction;
  bytes: Buffer;
  message: SipMessage | undefined;
}

/** All that went over the wire, held against the rules. */
export class Wire {
  private readonly network: Network;
  private readonly packets = new PacketReader();
  private readonly streams = new Map<string, { stream: TcpStream; splitter: SipSplitter }>();
  private readonly sip: SipRules;
  private readonly media = new MediaRules();
  readonly searched = { packets: 0, bytes: 0, messages: 0, media: 0 };

  constructor(
    ports: Ports,
    private readonly watchList: WatchList,
  ) {
    this.network = new Network(ports);
    this.sip = new SipRules(watchList);
  }

  /** Numbers found where they have to be. */
  get allowed(): number {
    return this.sip.allowed;
  }

  /** What was found where it must not be in all frames so far, once. */
  take(frames: Frame[]): Leak[] {
    const packets = frames.flatMap((frame) => this.packets.read(frame) ?? []);
    const sip = packets.flatMap((packet) => this.readSip(packet));
    // Twice: a number that is learned late may have leaked early.
    for (const { direction, message } of sip) if (message) this.sip.learn(direction, message);
    const search = new NumberSearch(this.watchList.all());
    for (const each of sip) this.checkSip(each, search);
    for (const packet of packets) this.checkMedia(packet, search);
    this.media.checkKeys(search);
    this.count(packets, sip);
    return [...this.sip.leaks.splice(0), ...this.media.leaks.splice(0)];
  }

  private readSip(packet: Packet): Sip[] {
    const direction = this.network.sipDirection(packet);
    if (!direction) return [];
    const whole = packet.protocol === 'udp' ? [packet.payload] : this.split(packet);
    return whole.map((bytes) => ({ direction, bytes, message: readSip(bytes) }));
  }

  private split(packet: Packet): Buffer[] {
    const flow = flowOf(packet);
    const known = this.streams.get(flow) ?? { stream: new TcpStream(), splitter: new SipSplitter() };
    this.streams.set(flow, known);
    return known.splitter.take(known.stream.take(packet));
  }

  private checkSip({ direction, bytes, message }: Sip, search: NumberSearch): void {
    if (direction === 'sent') this.sip.check(message, bytes, search);
    else if (message) this.sip.hear(message, search);
    if (message?.isRequest && message.method === 'INFO') this.hearInfo(message, direction);
  }

  /** Keys may come in the body of an INFO. */
  private hearInfo({ callId, headers, body }: SipMessage, direction: Direction): void {
    const [, key] = /^Signal\s*=\s*(\S)/im.exec(body.toString('latin1')) ?? [];
    if (key) this.media.press(callId, direction, key, parseInt(valueOf(headers, 'cseq')));
  }

  private checkMedia(packet: Packet, search: NumberSearch): void {
    const direction = this.network.mediaDirection(packet);
    if (direction === undefined) return;
    this.searched.media++;
    if (direction === 'past') this.media.past();
    else if (direction === 'received') this.media.hearKeys(packet, direction);
    else this.media.check(packet, search, this.sip.hiddenFrom(this.sip.sideAt(packet.to.ip)));
  }

  private count(packets: Packet[], sip: Sip[]): void {
    this.searched.packets += packets.length;
    this.searched.bytes += packets.reduce((sum, { payload }) => sum + payload.length, 0);
    this.searched.messages += sip.length;
  }
}
