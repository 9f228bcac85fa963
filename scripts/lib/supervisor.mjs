import { setTimeout as pause } from 'node:timers/promises';

/**
 * @typedef {import('./part.mjs').Part} Part
 * @typedef {{ starting: Promise<Part>, watching: Promise<void> }} Kept
 */

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;
/** A part that ran this long was well: its next end is a new story. */
const WELL = 60_000;

/** Keeps parts running: what ends by itself is started again, ever more slowly, until stop(). */
export class Supervisor {
  /** @type {Kept[]} in the order they were started */
  #kept = [];
  #stopping = new AbortController();
  #stopped = new Promise((resolve) => this.#stopping.signal.addEventListener('abort', resolve));
  #say;

  /** @param {(sentence: string) => void} say */
  constructor(say) {
    this.#say = say;
  }

  get stopping() {
    return this.#stopping.signal.aborted;
  }

  get busy() {
    return this.#kept.length > 0;
  }

  /**
   * Starts a part, waits until it serves, and looks after it from then on.
   * @param {() => Promise<Part>} start
   */
  async keep(start) {
    const starting = start();
    /** @type {Kept} */
    const entry = { starting, watching: Promise.resolve() };
    this.#kept.push(entry);
    await (
      await starting
    ).ready;
    entry.watching = this.#watch(entry, start);
  }

  /** @param {Kept} entry @param {() => Promise<Part>} start */
  async #watch(entry, start) {
    let wait = FIRST_WAIT;
    while (!this.stopping) {
      const since = Date.now();
      const { name, log, ended } = await entry.starting;
      const how = await ended;
      if (this.stopping) return;
      wait = Date.now() - since > WELL ? FIRST_WAIT : wait;
      this.#say(`${name} ended by itself (${how}); it is started again in ${wait / 1000} s. Its log: ${log}`);
      await pause(wait, undefined, { signal: this.#stopping.signal }).catch(() => {});
      wait = Math.min(wait * 2, LONGEST_WAIT);
      if (!this.stopping) await this.#again(entry, start);
    }
  }

  /** @param {Kept} entry @param {() => Promise<Part>} start */
  async #again(entry, start) {
    const before = entry.starting;
    try {
      entry.starting = start();
      const part = await entry.starting;
      await Promise.race([part.ready, this.#stopped]);
      if (!this.stopping) this.#say(`${part.name} is back.`);
    } catch (error) {
      this.#say(error instanceof Error ? error.message : String(error));
      // One that hangs half started would keep its port from the next; one that never began leaves the last.
      await entry.starting.then(
        (part) => part.stop(),
        () => (entry.starting = before),
      );
    }
  }

  /** Ends all in reverse order; resolves when no process is left. */
  async stop() {
    this.#stopping.abort();
    for (const entry of this.#kept.reverse()) {
      await stopped(entry.starting);
      await entry.watching;
      // It may have been in the middle of being started again.
      await stopped(entry.starting);
    }
  }
}

/** @param {Promise<Part>} starting */
const stopped = (starting) =>
  starting.then(
    (part) => part.stop(),
    () => {},
  );
