import { existsSync, readFileSync } from 'node:fs';
import type { Place } from '../../../../scripts/lib/place.mjs';
import { AtRest, filesIn, type Remains } from '../../../privacy/at-rest.js';
import { sentence, type Leak } from '../../../privacy/leak.js';
import { NumberSearch } from '../../../privacy/number-search.js';
import { WatchList } from '../../../privacy/watched.js';
import { Wire } from '../../../privacy/wire.js';
import { asteriskCli } from '../asterisk-cli.js';
import { startCapture, type Recording } from './capture.js';
import { databaseRemains, redisRemains } from './remains.js';
import { emptyReport, writeReport, type Report } from './report.js';

/** The carrier and the phones know the numbers; the capture and what plays the peers are the test's own. */
const OTHERS = /^(wire|sipp|demo-carrier|log\/demo-carrier\.log|switchboard\/run\/wire\.pcap)/;

const NO_MEDIA =
  'Only root may capture packets: Asterisk records its own SIP instead, and media is not searched.\n';

/**
 * What every test of calls keeps, whatever else it is about: after each the wire is searched, after all of a file
 * what was left behind.
 */
export class Privacy {
  readonly watchList = new WatchList();
  private readonly report: Report = emptyReport();
  private wire!: Wire;
  private recording!: Recording;

  /** @param publishedNumbers those that callers may dial, now */
  constructor(
    private readonly place: Place,
    private readonly databaseUrl: string,
    private readonly publishedNumbers: () => Promise<string[]>,
  ) {}

  /** With Asterisk up and before the first call. */
  async start(): Promise<void> {
    const { sipPort, demoSipPort, rtpPortMin, rtpPortMax, demoRtpPortMin, demoRtpPortMax } = this.place;
    const ports = {
      sip: sipPort,
      media: { first: rtpPortMin, last: rtpPortMax },
      peersSip: demoSipPort,
      peersMedia: { first: demoRtpPortMin, last: demoRtpPortMax },
    };
    this.wire = new Wire(ports, this.watchList);
    this.recording = await startCapture(this.place);
    this.report.capture = this.recording.by;
    if (!this.seesMedia) process.stderr.write(NO_MEDIA);
    // As talkative as an operator can make it; what is logged by default is less.
    await asteriskCli(this.place, 'switchboard', 'logger add channel deep notice,warning,error,verbose(5)');
  }

  /** Whether media is searched too. */
  get seesMedia(): boolean {
    return this.recording.by === 'tcpdump';
  }

  /** What went where it must not since the last time. */
  async leaksOnTheWire(): Promise<Leak[]> {
    for (const number of await this.publishedNumbers()) this.watchList.publish(number);
    const frames = await this.recording.frames();
    return this.timed(() => this.wire.take(frames));
  }

  /** Keeps whether a leak that was made on purpose was found. */
  planted(name: string, found: string[], caught: RegExp): void {
    this.report.plants.push({ name, caught: found.some((each) => caught.test(each)) });
  }

  /** Throws when anything went where it must not. */
  async afterTest(): Promise<void> {
    this.report.scenarios++;
    this.complain(await this.leaksOnTheWire());
  }

  /** What is kept by the database and Redis now, and what the files hold. */
  async leaksAtRest(): Promise<Leak[]> {
    return this.searchAtRest(await this.rows());
  }

  /** While the database and Redis still run. */
  private async rows(): Promise<Remains[]> {
    const rows = await Promise.all([databaseRemains(this.place, this.databaseUrl), redisRemains(this.place)]);
    return rows.flat();
  }

  private searchAtRest(rows: Remains[]): Leak[] {
    return this.timed(() => this.search(rows));
  }

  private search(rows: Remains[]): Leak[] {
    const atRest = new AtRest(new NumberSearch(this.watchList.all()));
    for (const remains of rows) atRest.take(remains);
    for (const remains of filesIn(this.place.home, OTHERS)) atRest.take(remains);
    const { POSTGRES_LOG: log } = process.env;
    if (log && existsSync(log))
      atRest.take({ where: "Postgres's log", place: 'postgres.log', bytes: readFileSync(log) });
    this.report.atRest = atRest.searched;
    return atRest.leaks;
  }

  /** @param stopParts ends everything, so that all that will be sent and written is. Throws at any leak. */
  async stop(stopParts: () => Promise<void>): Promise<void> {
    const rows = await this.rows().finally(stopParts);
    const leaks = await this.leaksOnTheWire();
    await this.recording.stop();
    try {
      this.complain([...leaks, ...this.searchAtRest(rows)]);
    } finally {
      const { allowed, searched } = this.wire;
      writeReport({ ...this.report, ...searched, allowed, numbers: this.watchList.count });
    }
    if (this.report.scenarios > 0 && this.wire.searched.messages === 0)
      throw new Error('Nothing was captured: the search of the wire proves nothing');
  }

  private timed<T>(work: () => T): T {
    const began = performance.now();
    const result = work();
    this.report.searchMs += performance.now() - began;
    return result;
  }

  private complain(leaks: Leak[]): void {
    const sentences = [...new Set(leaks.map(sentence))];
    this.report.leaks.push(...sentences);
    if (sentences.length > 0) throw new Error(`Private things leaked:\n${sentences.join('\n')}`);
  }
}
