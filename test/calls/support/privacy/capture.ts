import { createSocket } from 'node:dgram';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { spawn, type ChildProcess } from 'node:child_process';
import { insideRoot } from '../../../../scripts/lib/enter-root.mjs';
import type { Place } from '../../../../scripts/lib/place.mjs';
import { freePort } from '../../../../scripts/lib/ports.mjs';
import { AsteriskCapture } from './asterisk-capture.js';
import { PcapFile, type Frame } from '../../../privacy/pcap.js';

/** How long to wait for what was sent to be in the file (ms). */
const PATIENCE = 10_000;

/** What goes over the wire while tests run. */
export interface Recording {
  by: 'tcpdump' | 'Asterisk';
  /** What was captured since the last time: all that was sent before this was called. */
  frames(): Promise<Frame[]>;
  /** Throws when packets were lost: a search of the rest would prove nothing. */
  stop(): Promise<void>;
}

/** Every packet, where this user may capture; else SIP alone. */
export const startCapture = async (place: Place): Promise<Recording> =>
  (await Capture.start(place)) ?? (await AsteriskCapture.start(place));

/** Every packet that the switchboard and its peers send each other. */
class Capture implements Recording {
  readonly by = 'tcpdump';
  private readonly file: PcapFile;
  private marks = 0;
  private words = '';
  private readonly ended: Promise<unknown>;

  private constructor(
    private readonly tcpdump: ChildProcess,
    path: string,
    private readonly markPort: number,
  ) {
    this.file = new PcapFile(path);
    // What it says last it may say after its end.
    this.ended = once(tcpdump, 'close');
    tcpdump.stderr?.on('data', (words) => (this.words += String(words)));
  }

  /** Undefined where this user may not capture. */
  static async start(place: Place): Promise<Capture | undefined> {
    const folder = join(place.home, 'wire');
    mkdirSync(folder, { recursive: true });
    const path = join(folder, 'wire.pcap');
    const markPort = await freePort();
    const { argv, env } = insideRoot(place.rootfs, command(place, path, markPort), {
      user: 'root',
      paths: [folder],
      signal: 'SIGINT',
    });
    const [program = '', ...args] = argv;
    const tcpdump = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    const capture = new Capture(tcpdump, path, markPort);
    return (await capture.listens()) ? capture : undefined;
  }

  private listens(): Promise<boolean> {
    return new Promise((resolve) => {
      this.tcpdump.stderr?.on('data', () => this.words.includes('listening on') && resolve(true));
      void this.ended.then(() => resolve(false));
    });
  }

  async frames(): Promise<Frame[]> {
    const mark = Buffer.from(`mark ${++this.marks} of ${this.markPort}`);
    const socket = createSocket('udp4');
    socket.send(mark, this.markPort, '127.0.0.1');
    const frames: Frame[] = [];
    const deadline = Date.now() + PATIENCE;
    for (;;) {
      const fresh = this.file.read();
      const marked = fresh.findIndex(({ bytes }) => bytes.includes(mark));
      frames.push(...fresh.filter((_, i) => i !== marked));
      if (marked >= 0) break;
      if (Date.now() > deadline) throw new Error('The capture does not go on');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    socket.close();
    return frames;
  }

  async stop(): Promise<void> {
    this.tcpdump.kill('SIGINT');
    await this.ended;
    if (!/^0 packets dropped by kernel/m.test(this.words))
      throw new Error(`The capture has holes: ${this.words}`);
  }
}

/** The ring holds 4000 packets: two seconds of forty voices. Later fragments carry no port. */
function command(place: Place, path: string, markPort: number): string[] {
  const { sipPort, tlsPort, demoSipPort, rtpPortMin, rtpPortMax, demoRtpPortMin, demoRtpPortMax } = place;
  const filter = [
    ...[sipPort, tlsPort, demoSipPort, markPort].map((port) => `port ${port}`),
    `udp portrange ${rtpPortMin}-${rtpPortMax}`,
    `udp portrange ${demoRtpPortMin}-${demoRtpPortMax}`,
    '(ip[6:2] & 0x1fff != 0)',
  ];
  const unbuffered = ['-U', '--immediate-mode', '-B', '65536', '-s', '16384'];
  // Without -Z it would become a user that may not write there.
  return ['tcpdump', '-i', 'lo', '-n', '-Z', 'root', ...unbuffered, '-w', path, filter.join(' or ')];
}
