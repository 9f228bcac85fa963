import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * A call as its caller knows it; times in ms since 1970. `ended`: somebody else hung up.
 * @typedef {{ number: string, tried: number } & { [when in 'answered' | 'over' | 'ended']?: number | undefined }} Call
 */

/** How long callers talk (ms), as in caller.xml. */
export const TALK = 6_000;
const MOST_TRIES = '10000';

/** Callers who call at a steady rate, each number in turn, and talk for six seconds. */
export class Load {
  #log;

  /**
   * @param {import('../setup-time/sipp.mjs').Sipp} sipp
   * @param {{ target: number, port: number, address?: string, numbers: string[], rate: number, seconds: number }} calls
   */
  constructor(sipp, { target, port, address = '127.0.0.1', numbers, rate, seconds }) {
    sipp.scenario('bench/chaos/caller.xml');
    sipp.numbers(numbers);
    this.#log = path.join(sipp.folder, 'calls.log');
    const [many, longest] = [rate * seconds, seconds + 30].map(String);
    const child = sipp.run(
      [
        ...['-sf', 'caller.xml', '-inf', 'numbers.csv', '-p', String(port), '-mp', '41000'],
        ...['-r', String(rate), '-m', many ?? '', '-l', '1000', '-timeout', `${longest}s`],
        ...['-recv_timeout', MOST_TRIES, '-trace_logs', '-log_file', 'calls.log', `127.0.0.1:${target}`],
      ],
      address,
    );
    this.ended = once(child, 'exit');
    this.stop = () => child.kill();
  }

  /** Those who have called so far. @returns {Call[]} */
  calls() {
    /** @type {Map<string, Call>} */
    const calls = new Map();
    for (const [what = '', id = '', , , seconds, number = ''] of lines(this.#log)) {
      const at = Math.round(Number(seconds) * 1000);
      const call = calls.get(id);
      if (call) Object.assign(call, { [what]: at });
      else calls.set(id, { number, tried: at });
    }
    return [...calls.values()];
  }
}

/** @param {string} file @returns {string[][]} the last line may not be whole yet */
function lines(file) {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .slice(0, -1)
      .map((line) => line.trim().split(/\s+/));
  } catch {
    return [];
  }
}
