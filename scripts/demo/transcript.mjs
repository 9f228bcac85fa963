import { Trouble } from '../lib/project.mjs';

const colourful = Boolean(process.stdout.isTTY) && !process.env.NO_COLOR;
/** @param {number} code */
const paint = (code) => (/** @type {string} */ text) => (colourful ? `\x1b[${code}m${text}\x1b[0m` : text);
const [bold, dim, red, green, cyan] = [1, 2, 31, 32, 36].map(paint);
/** Columns: the time, who, and what with the rest of the line. */
const [WHEN, WHO, LINE] = [11, 26, Math.min(process.stdout.columns || 100, 120)];

/** The story of the calls, told while they happen: when, who, what. */
export class Transcript {
  #began = 0;
  #who = '';
  #calls = 0;
  #failures = 0;

  /** Tells one call, and how it went. @param {() => Promise<string>} call */
  async call(call) {
    this.#calls++;
    try {
      const ending = await call();
      this.#sum(green?.('✓') ?? '', ending);
    } catch (error) {
      this.#failures++;
      this.#sum(red?.('✗') ?? '', error instanceof Error ? error.message : String(error));
    }
  }

  /** @param {string} title */
  begin(title) {
    console.log(`\n${bold?.(`${this.#calls}  ${title}`)}\n`);
    this.#began = Date.now();
    this.#who = '';
  }

  /** @param {string} who @param {string} what */
  tell(who, what) {
    const at = `${((Date.now() - this.#began) / 1000).toFixed(1)} s`.padStart(9);
    // A name is said once: what follows without one is still about the same.
    const name = who === this.#who ? '' : who;
    this.#who = who;
    const [first, ...rest] = wrap(what, LINE - WHEN - WHO);
    console.log(`${dim?.(at)}  ${cyan?.(name.padEnd(WHO))}${first}`);
    for (const more of rest) console.log(' '.repeat(WHEN + WHO) + more);
  }

  /** @param {string} mark @param {string} text */
  #sum(mark, text) {
    console.log(`\n        ${mark}  ${text}`);
  }

  /** Throws if any call went wrong. */
  end() {
    if (this.#failures)
      throw new Trouble(`${this.#failures} of ${this.#calls} calls did not go as they should.`);
    console.log(`\n${this.#calls === 1 ? 'The call' : `All ${this.#calls} calls`} went as they should.`);
  }
}

/** @param {string} text @param {number} width @returns {string[]} */
const wrap = (text, width) => text.match(new RegExp(`\\S.{0,${width - 1}}(?= |$)`, 'g')) ?? [text];

/** A published number as people read it. @param {string} number */
export const pretty = (number) => number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 $1 $2 $3');
