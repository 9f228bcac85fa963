import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';

/** One captured frame, as its link layer has it. */
export interface Frame {
  /** LINKTYPE of the capture: 1 Ethernet, 101 bare IP, 113 and 276 Linux "cooked". */
  link: number;
  bytes: Buffer;
}

const FILE_HEADER = 24;
const FRAME_HEADER = 16;

/** Reads a capture file (classic pcap, either byte order) while it grows. */
export class PcapFile {
  private offset = 0;
  private rest = Buffer.alloc(0);
  private word: ((bytes: Buffer, at: number) => number) | undefined;
  private link = 0;

  constructor(private readonly path: string) {}

  /** The frames that were written since the last time. Throws at a frame that was kept in part only. */
  read(): Frame[] {
    const bytes = Buffer.concat([this.rest, this.fresh()]);
    let at = this.word ? 0 : this.readFileHeader(bytes);
    const frames: Frame[] = [];
    while (this.word && at + FRAME_HEADER <= bytes.length) {
      const [kept, sent] = [this.word(bytes, at + 8), this.word(bytes, at + 12)];
      if (kept < sent) throw new Error(`A frame of ${sent} bytes was captured in part (${kept})`);
      const end = at + FRAME_HEADER + kept;
      if (end > bytes.length) break;
      frames.push({ link: this.link, bytes: bytes.subarray(at + FRAME_HEADER, end) });
      at = end;
    }
    this.rest = bytes.subarray(at);
    return frames;
  }

  private fresh(): Buffer {
    if (!existsSync(this.path)) return Buffer.alloc(0);
    const file = openSync(this.path, 'r');
    const bytes = Buffer.alloc(fstatSync(file).size - this.offset);
    this.offset += readSync(file, bytes, 0, bytes.length, this.offset);
    closeSync(file);
    return bytes;
  }

  private readFileHeader(bytes: Buffer): number {
    if (bytes.length < FILE_HEADER) return 0;
    const little = [0xa1b2c3d4, 0xa1b23c4d].includes(bytes.readUInt32LE(0));
    this.word = little ? (from, at) => from.readUInt32LE(at) : (from, at) => from.readUInt32BE(at);
    this.link = this.word(bytes, 20) & 0xffff;
    return FILE_HEADER;
  }
}
