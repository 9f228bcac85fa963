import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { giveTo, insideRoot } from '../../scripts/lib/enter-root.mjs';
import { inProject } from '../../scripts/lib/project.mjs';

/** @typedef {import('../../scripts/lib/place.mjs').Place} Place */

/** SIPp, as callers and as whoever is called. */
export class Sipp {
  #place;

  /** @param {Place} place */
  constructor(place) {
    this.#place = place;
    this.folder = path.join(place.home, 'sipp');
    mkdirSync(this.folder, { recursive: true });
    this.scenario('bench/setup-time/caller.xml');
  }

  /** What callers do, from now on. @param {string} file */
  scenario(file) {
    copyFileSync(inProject(file), path.join(this.folder, 'caller.xml'));
  }

  /** Whom they call, in turn. @param {string[]} numbers */
  numbers(numbers) {
    writeFileSync(path.join(this.folder, 'numbers.csv'), ['SEQUENTIAL', ...numbers, ''].join('\n'));
  }

  /** Answers every call at once. @param {number} port @param {number} mediaPort */
  answer(port, mediaPort) {
    return this.run(['-sn', 'uas', '-p', String(port), '-mp', String(mediaPort)]);
  }

  /**
   * Calls the numbers in turn, at a rate, and tells how long each call took to be answered (ms).
   * @param {{ port: number, mediaPort: number, numbers: string[], rate: number, seconds: number }} calls
   */
  async call({ port, mediaPort, numbers, rate, seconds }) {
    for (const file of this.#results()) rmSync(file);
    this.numbers(numbers);
    const many = rate * seconds;
    const child = this.run([
      ...['-sf', 'caller.xml', '-inf', 'numbers.csv', '-p', String(port), '-mp', String(mediaPort)],
      ...[
        '-r',
        String(rate),
        '-m',
        String(many),
        '-l',
        '1000',
        '-timer_resol',
        '1',
        '-timeout',
        `${seconds + 20}s`,
      ],
      ...['-recv_timeout', '10000', '-trace_rtt', '-rtt_freq', '1', `127.0.0.1:${this.#place.sipPort}`],
    ]);
    await once(child, 'exit');
    const times = this.#results().flatMap(readTimes);
    return { times, failed: many - times.length };
  }

  /** @param {string[]} args @param {string} [address] its own */
  run(args, address = '127.0.0.1') {
    giveTo(this.folder, this.#place.rootfs, 'nobody');
    const command = ['sh', '-c', 'cd "$1" && shift && exec sipp "$@"', 'sipp', this.folder];
    const argv = [...command, '-i', address, '-nostdin', ...args];
    const inside = insideRoot(this.#place.rootfs, argv, { paths: [this.folder] });
    const [program = '', ...rest] = inside.argv;
    return spawn(program, rest, { env: { ...inside.env, TERM: 'dumb' }, stdio: 'ignore' });
  }

  #results() {
    const files = readdirSync(this.folder).filter((file) => file.endsWith('_rtt.csv'));
    return files.map((file) => path.join(this.folder, file));
  }
}

/** Lines are `when;how long;name`, after a heading. @param {string} file @returns {number[]} */
const readTimes = (file) =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => Number(line.split(';')[1]))
    .filter((ms) => !Number.isNaN(ms));
