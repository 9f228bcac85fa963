import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { giveTo, insideRoot } from '../../../scripts/lib/enter-root.mjs';
import type { Place } from '../../../scripts/lib/place.mjs';
import { MARK, scenario, type Step } from '../sipp/scenario.js';

/**
 * A carrier or a phone that says word by word what a test wants it to say, by SIPp. At an address of its own, at the
 * demo carrier's port: so its packets are captured with the others. It sends back the sound it gets.
 */
export class SippPeer {
  private readonly folder: string;
  private plays = 0;

  constructor(
    private readonly place: Place,
    readonly address: string,
  ) {
    this.folder = join(place.home, 'sipp');
    mkdirSync(this.folder, { recursive: true });
  }

  /** Where the switchboard finds it, and knows it by. */
  get sip(): string {
    return `${this.address}:${this.place.demoSipPort}`;
  }

  /** Waits for one call; what is returned tells how it went. */
  async answer(steps: Step[], transport: 'udp' | 'tcp' = 'udp'): Promise<Play> {
    const play = this.play(steps, transport === 'tcp' ? ['-t', 't1'] : []);
    await this.isListening(transport);
    return play;
  }

  /** Makes one call. */
  async call(steps: Step[]): Promise<Play> {
    return this.play(steps, [`${this.place.sipAddress}:${this.place.sipPort}`]);
  }

  /** Makes many, `rate` a second. */
  async callMany(steps: Step[], calls: number, rate: number): Promise<Play> {
    const many = ['-m', String(calls), '-r', String(rate), '-l', String(calls)];
    return this.play(steps, [...many, `${this.place.sipAddress}:${this.place.sipPort}`]);
  }

  private play(steps: Step[], more: string[]): Play {
    const name = `${this.address}-${++this.plays}`;
    const text = scenario(name, steps).replaceAll(MARK, `${name}.mark`);
    writeFileSync(join(this.folder, `${name}.xml`), text);
    giveTo(this.folder, this.place.rootfs, 'nobody');
    const { demoSipPort, demoRtpPortMin } = this.place;
    const sipp = [
      ...['sipp', '-sf', `${name}.xml`, '-i', this.address, '-mi', this.address, '-p', String(demoSipPort)],
      ...['-mp', String(demoRtpPortMin), '-rtp_echo', '-m', '1', '-nostdin', '-timeout', '20s'],
      ...['-recv_timeout', '10000', '-trace_err', '-error_file', `${name}.err`, ...more],
    ];
    const command = ['sh', '-c', 'cd "$1" && shift && exec "$@"', 'sh', this.folder, ...sipp];
    const inside = insideRoot(this.place.rootfs, command, { paths: [this.folder] });
    const [program = '', ...args] = inside.argv;
    const process = spawn(program, args, { env: { ...inside.env, TERM: 'dumb' }, stdio: 'ignore' });
    return new Play(once(process, 'exit'), join(this.folder, name));
  }

  /** Its socket stands in the kernel's list, address and port in hex. */
  private async isListening(transport: string): Promise<void> {
    const bytes = this.address.split('.').map(Number).reverse();
    const hex = Buffer.from(bytes).toString('hex').toUpperCase();
    const port = this.place.demoSipPort.toString(16).toUpperCase().padStart(4, '0');
    const listens = () => readFileSync(`/proc/net/${transport}`, 'latin1').includes(`${hex}:${port}`);
    await until(listens, `SIPp does not listen at ${this.sip}`);
  }
}

async function until(isSo: () => boolean, complaint: string): Promise<void> {
  const deadline = Date.now() + 8000;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(complaint);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** One call, as SIPp saw it. */
export class Play {
  private isOver = false;

  /** @param path of the scenario's files, without what follows the dot */
  constructor(
    private readonly exit: Promise<unknown[]>,
    private readonly path: string,
  ) {
    void exit.then(() => (this.isOver = true));
  }

  /** Until the scenario has come to its mark. */
  async isPast(): Promise<void> {
    await until(() => this.isOver || existsSync(`${this.path}.mark`), 'SIPp does not come to its mark');
    if (!existsSync(`${this.path}.mark`)) await this.ended();
  }

  /** Throws unless everything was said and heard as the scenario has it. */
  async ended(): Promise<void> {
    const [code] = await this.exit;
    const file = `${this.path}.err`;
    const said = existsSync(file) ? readFileSync(file, 'latin1') : '';
    // Numbers stand in there.
    if (code !== 0) throw new Error(`SIPp ended with ${String(code)}: ${said.replaceAll(/\d{7,}/g, '#')}`);
  }
}
