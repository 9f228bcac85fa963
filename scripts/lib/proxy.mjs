import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { giveTo, insideRoot } from './enter-root.mjs';
import { startPart } from './part.mjs';
import { freePort } from './ports.mjs';
import { inProject } from './project.mjs';

/** @typedef {import('./place.mjs').Place} Place */

/** Kamailio as deploy/ has it, in front of some nodes. Who calls from `carrier` comes by the carrier's door. */
export class Proxy {
  carrier = '127.0.0.41';
  /** @type {import('./part.mjs').Part | undefined} */
  #part;
  #place;
  #mostCalls;
  #folder;

  /**
   * @param {Place} place @param {number} mostCalls new ones a second @param {number} port
   * @param {number} door where the carrier's calls come from, as the nodes see it
   * @param {number} strangersDoor
   */
  constructor(place, mostCalls, port, door, strangersDoor) {
    this.#place = place;
    this.#mostCalls = mostCalls;
    this.port = port;
    this.door = door;
    this.strangersDoor = strangersDoor;
    this.#folder = path.join(place.home, 'proxy');
    this.log = path.join(place.home, 'log/proxy.log');
  }

  /** @param {Place} place @param {number} [mostCalls] new ones a second */
  static async of(place, mostCalls = 1000) {
    return new Proxy(place, mostCalls, await freePort(), await freePort(), await freePort());
  }

  /** @param {string[]} nodes their addresses with ports */
  async start(nodes) {
    this.#write(nodes);
    const argv = ['kamailio', '-DD', '-E', '-m', '32', '-M', '8', '-Y', this.#folder];
    this.#part = startPart({
      name: 'Kamailio',
      ...this.#inside([...argv, '-f', path.join(this.#folder, 'kamailio.cfg')]),
      log: this.log,
      isReady: () => answersSip(this.port),
    });
    await this.#part.ready;
    return this;
  }

  /** As an operator does it on the command line. @param {string[]} words */
  async command(...words) {
    const { argv, env } = this.#inside(['kamcmd', '-s', `unix:${this.#folder}/kamailio_ctl`, ...words]);
    const [command = '', ...args] = argv;
    return (await promisify(execFile)(command, args, { env })).stdout;
  }

  /** @param {'a' | 'd'} state a: taken, d: drained @param {string} node */
  async setState(state, node) {
    await this.command('dispatcher.set_state', state, '1', `sip:00@${node}`);
  }

  async kill() {
    this.#part?.kill('SIGKILL');
    await this.#part?.ended;
  }

  async stop() {
    await this.#part?.stop();
  }

  /** @param {string[]} argv */
  #inside(argv) {
    return insideRoot(this.#place.rootfs, argv, { paths: [this.#folder] });
  }

  /** @param {string[]} nodes */
  #write(nodes) {
    mkdirSync(this.#folder, { recursive: true });
    const file = (/** @type {string} */ name) => path.join(this.#folder, name);
    copyFileSync(inProject('deploy/kamailio/kamailio.cfg'), file('kamailio.cfg'));
    const listening = ['udp', 'tcp'].map((protocol) => `listen=${protocol}:127.0.0.1:${this.port}`);
    const settings = [
      ...listening,
      `listen=udp:127.0.0.1:${this.strangersDoor} name "strangers"`,
      `listen=udp:127.0.0.1:${this.door} name "carrier1"`,
      '#!define PROBE_DOOR "carrier1"',
      `#!define NODES "${file('nodes.list')}"`,
      `#!define CARRIERS "${file('carriers.list')}"`,
      `#!define NEW_CALLS_A_SECOND "0:TAILDROP:${this.#mostCalls}"`,
    ];
    writeFileSync(file('settings.cfg'), `${settings.join('\n')}\n`);
    writeFileSync(file('nodes.list'), nodes.map((node) => `1 sip:00@${node}\n`).join(''));
    writeFileSync(file('carriers.list'), `1 ${this.carrier} 32 0 carrier1\n`);
    giveTo(this.#folder, this.#place.rootfs, 'nobody');
  }
}

const QUESTION = (/** @type {number} */ port) =>
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

/** Whether it answers at all, be it with 503. @param {number} port */
async function answersSip(port) {
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
