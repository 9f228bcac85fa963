import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { giveTo, insideRoot } from '../../../../scripts/lib/enter-root.mjs';
import { startPart, type Part } from '../../../../scripts/lib/part.mjs';
import type { Place } from '../../../../scripts/lib/place.mjs';
import { freePort } from '../../../../scripts/lib/ports.mjs';
import { inProject } from '../../../../scripts/lib/project.mjs';

const CARRIER = '127.0.0.41';

/** Kamailio as deploy/ has it, in front of some nodes. Who calls from `carrier` comes by the carrier's door. */
export class Proxy {
  readonly carrier = CARRIER;
  readonly log: string;
  private part: Part | undefined;
  private readonly folder: string;

  /**
   * @param door where the carrier's calls come from, as the nodes see it
   * @param mostCalls new ones a second
   */
  private constructor(
    private readonly place: Place,
    private readonly mostCalls: number,
    readonly port: number,
    readonly door: number,
    readonly strangersDoor: number,
  ) {
    this.folder = join(place.home, 'proxy');
    this.log = join(place.home, 'log/proxy.log');
  }

  static async of(place: Place, mostCalls = 1000): Promise<Proxy> {
    return new Proxy(place, mostCalls, await freePort(), await freePort(), await freePort());
  }

  /** @param nodes their addresses with ports */
  async start(nodes: string[]): Promise<this> {
    this.write(nodes);
    const argv = ['kamailio', '-DD', '-E', '-m', '32', '-M', '8', '-Y', this.folder];
    this.part = startPart({
      name: 'Kamailio',
      ...this.inside([...argv, '-f', join(this.folder, 'kamailio.cfg')]),
      log: this.log,
      isReady: () => answersSip(this.port),
    });
    await this.part.ready;
    return this;
  }

  /** As an operator does it on the command line. */
  async command(...words: string[]): Promise<string> {
    const { argv, env } = this.inside(['kamcmd', '-s', `unix:${this.folder}/kamailio_ctl`, ...words]);
    const [command = '', ...args] = argv;
    return (await promisify(execFile)(command, args, { env })).stdout;
  }

  /** a: taken, d: drained. */
  async setState(state: 'a' | 'd', node: string): Promise<void> {
    await this.command('dispatcher.set_state', state, '1', `sip:00@${node}`);
  }

  async stop(): Promise<void> {
    await this.part?.stop();
  }

  private inside(argv: string[]) {
    return insideRoot(this.place.rootfs, argv, { paths: [this.folder] });
  }

  private write(nodes: string[]): void {
    mkdirSync(this.folder, { recursive: true });
    const file = (name: string) => join(this.folder, name);
    copyFileSync(inProject('deploy/kamailio/kamailio.cfg'), file('kamailio.cfg'));
    const listening = ['udp', 'tcp'].map((protocol) => `listen=${protocol}:127.0.0.1:${this.port}`);
    const settings = [
      ...listening,
      `listen=udp:127.0.0.1:${this.strangersDoor} name "strangers"`,
      `listen=udp:127.0.0.1:${this.door} name "carrier1"`,
      '#!define PROBE_DOOR "carrier1"',
      `#!define NODES "${file('nodes.list')}"`,
      `#!define CARRIERS "${file('carriers.list')}"`,
      `#!define NEW_CALLS_A_SECOND "0:TAILDROP:${this.mostCalls}"`,
    ];
    writeFileSync(file('settings.cfg'), `${settings.join('\n')}\n`);
    writeFileSync(file('nodes.list'), nodes.map((node) => `1 sip:00@${node}\n`).join(''));
    writeFileSync(file('carriers.list'), `1 ${CARRIER} 32 0 carrier1\n`);
    giveTo(this.folder, this.place.rootfs, 'nobody');
  }
}

const QUESTION = (port: number) =>
  [
    'OPTIONS sip:127.0.0.1 SIP/2.0',
    `Via: SIP/2.0/UDP 127.0.0.1:${port};rport;branch=z9hG4bKready`,
    'From: <sip:ready@127.0.0.1>;tag=ready',
    'To: <sip:127.0.0.1>',
    'Call-ID: ready',
    'CSeq: 1 OPTIONS',
    'Max-Forwards: 70',
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');

/** Whether it answers at all, be it with 503. */
async function answersSip(port: number): Promise<boolean> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  socket.send(QUESTION(socket.address().port), port, '127.0.0.1');
  try {
    await once(socket, 'message', { signal: AbortSignal.timeout(200) });
    return true;
  } catch {
    return false;
  } finally {
    socket.close();
  }
}
