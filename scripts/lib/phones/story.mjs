import { performance } from 'node:perf_hooks';

/** @typedef {{ at: number, what: string, detail: any }} Fact */

/** What happened to one phone, in order, and the waits for what is to happen. */
export class Story {
  #begin = performance.now();
  /** @type {Fact[]} */
  facts = [];
  /** @type {Set<() => void>} */
  #waits = new Set();

  /** @param {string} name who it is about, as a test that fails calls it */
  constructor(name) {
    this.name = name;
  }

  /** @param {string} what in the past tense @param {any} [detail] */
  tell(what, detail) {
    this.facts.push({ at: Math.round(performance.now() - this.#begin), what, detail });
    this.news();
  }

  /** Something may have come true. */
  news() {
    for (const wait of this.#waits) wait();
  }

  /** @param {string} what */
  has(what) {
    return this.facts.find((fact) => fact.what === what);
  }

  /**
   * Waits until `see` sees something, now or when there is news.
   * @template T
   * @param {string} hope in words, for the message when it does not come true
   * @param {() => T | undefined | false} see
   * @param {number} [within] ms
   * @returns {Promise<T>}
   */
  until(hope, see, within = 10_000) {
    return new Promise((resolve, reject) => {
      const look = () => {
        const seen = see();
        if (seen === undefined || seen === false) return;
        stop();
        resolve(seen);
      };
      const stop = () => {
        clearTimeout(timer);
        this.#waits.delete(look);
      };
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`${this.name} waited ${within / 1000} s ${hope}; so far: ${this}`));
      }, within);
      this.#waits.add(look);
      look();
    });
  }

  /** Waits for a fact. @param {string} what @param {number} [within] ms */
  fact(what, within) {
    return this.until(`until it ${what}`, () => this.has(what), within);
  }

  toString() {
    /** @param {Fact} fact */
    const tellFact = ({ at, what, detail }) =>
      `${(at / 1000).toFixed(2)} ${what}${detail === undefined ? '' : ` ${JSON.stringify(detail)}`}`;
    return this.facts.map(tellFact).join(', ') || 'nothing';
  }
}
