/** @typedef {{ since: number, detail: string, told: number }} Step told: when its detail was last printed */

/**
 * Tells what is going on: on a terminal one live line under the finished steps, elsewhere plain lines.
 * Steps may run side by side.
 */
export class Progress {
  /** @type {Map<string, Step>} */
  #running = new Map();
  #live = Boolean(process.stdout.isTTY);
  /** @type {NodeJS.Timeout | undefined} */
  #ticking;

  /**
   * @template T
   * @param {string} name
   * @param {(detail: (text: string) => void) => Promise<T>} work
   * @returns {Promise<T>}
   */
  async step(name, work) {
    const step = { since: Date.now(), detail: '', told: 0 };
    this.#running.set(name, step);
    this.#live ? this.#tick() : console.log(`  … ${name}`);
    try {
      const result = await work((text) => this.#detail(name, step, text));
      this.#end(name, `  ✓ ${name} (${seconds(step.since)})`);
      return result;
    } catch (error) {
      this.#end(name, `  ✗ ${name} (${seconds(step.since)})`);
      throw error;
    }
  }

  /** A line of its own, above the live one. @param {string} line */
  say(line) {
    if (this.#live) process.stdout.write('\r\x1b[K');
    console.log(line);
    this.#draw();
  }

  /** @param {string} name @param {Step} step @param {string} text */
  #detail(name, step, text) {
    const known = step.detail === text;
    step.detail = text;
    if (known || this.#live || Date.now() - step.told < 2000) return;
    step.told = Date.now();
    console.log(`    ${name}: ${text}`);
  }

  /** @param {string} name @param {string} line */
  #end(name, line) {
    this.#running.delete(name);
    if (this.#running.size === 0) clearInterval(this.#ticking);
    this.say(line);
  }

  #tick() {
    if (this.#running.size === 1) this.#ticking = setInterval(() => this.#draw(), 250);
    this.#draw();
  }

  #draw() {
    if (!this.#live || this.#running.size === 0) return;
    const steps = [...this.#running].map(
      ([name, { since, detail }]) => `${name} ${seconds(since)}${detail && `: ${detail}`}`,
    );
    process.stdout.write(
      `\r\x1b[K${`  … ${steps.join(' · ')}`.slice(0, (process.stdout.columns || 80) - 1)}`,
    );
  }
}

/** @param {number} since */
const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;
