import { join } from 'node:path';
import { isTone } from '../../../scripts/lib/phones/hearing.mjs';
import { fromUlaw } from '../../../scripts/lib/phones/sound.mjs';
import type { Place } from '../../../scripts/lib/place.mjs';
import { PacketReader, type Packet } from '../../privacy/packets.js';
import { PcapFile } from '../../privacy/pcap.js';

const RTP_HEADER = 12;

/** Somebody on the wire, who takes every packet for plain SIP or plain µ-law sound. */
export class Eavesdropper {
  private readonly file: PcapFile;
  private readonly reader = new PacketReader();

  constructor(private readonly place: Place) {
    this.file = new PcapFile(join(place.home, 'wire/wire.pcap'));
  }

  /** What was understood since the last time; `packets` of media, whatever was in them. */
  hears(...tones: number[]): { sip: number; tones: number[]; packets: number } {
    const packets = this.file.read().flatMap((frame) => this.reader.read(frame) ?? []);
    const media = packets.filter((packet) => this.isMedia(packet));
    const sounds = media.map(({ payload }) => fromUlaw(payload.subarray(RTP_HEADER, RTP_HEADER + 160)));
    return {
      sip: packets.filter(({ payload }) => payload.includes('SIP/2.0')).length,
      tones: tones.filter((hz) => sounds.some((sound) => isTone(sound, hz))),
      packets: media.length,
    };
  }

  private isMedia({ protocol, from, payload }: Packet): boolean {
    const { rtpPortMin, demoRtpPortMax } = this.place;
    const isIts = from.port >= rtpPortMin && from.port <= demoRtpPortMax;
    return protocol === 'udp' && isIts && payload.length >= RTP_HEADER + 160;
  }
}
