import { join } from 'node:path';
import type { Place } from '../../../../scripts/lib/place.mjs';
import { PcapFile, type Frame } from '../../../privacy/pcap.js';
import { asteriskCli } from '../asterisk-cli.js';
import type { Recording } from './capture.js';

/** What Asterisk itself records: all SIP that it sends and gets, and no media. */
export class AsteriskCapture implements Recording {
  readonly by = 'Asterisk';

  private constructor(
    private readonly file: PcapFile,
    private readonly say: (command: string) => Promise<string>,
  ) {}

  static async start(place: Place): Promise<AsteriskCapture> {
    const path = join(place.home, 'switchboard/run/wire.pcap');
    const say = (command: string) => asteriskCli(place, 'switchboard', command);
    await say('module load res_pjsip_logger.so');
    await say(`pjsip set logger pcap ${path}`);
    await say('pjsip set logger verbose off');
    await say('pjsip set logger on');
    return new AsteriskCapture(new PcapFile(path), say);
  }

  async frames(): Promise<Frame[]> {
    return this.file.read();
  }

  async stop(): Promise<void> {}
}
