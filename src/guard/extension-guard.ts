import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Caller, NoLineReason, Offer, Target } from '../call-flow/plan.js';
import { Lookups } from '../routing/cache/lookups.js';
import { GuardCounters } from './guard-counters.js';
import { WITHHELD, type Guess, type Verdict } from './guess.js';
import { Guesses } from './guesses.js';

type Extension = Target & { kind: 'extension' };
type Found = { offers: Offer[] } | { reason: NoLineReason; categoryId?: string };

/** A caller's attempts so far: settled when the last of them was admitted or not, and when all are over. */
interface Attempts {
  admitted: Promise<unknown>;
  over: Promise<unknown>;
}

/**
 * Nobody finds out by trying which extensions there are. An attempt is counted before anything is looked
 * up, so that attempts at once are no way around the budget and whoever has none left gets one answer
 * for all extensions; it is given back when it was right.
 */
@Injectable()
export class ExtensionGuard {
  private readonly underWay = new Map<string, Attempts>();

  constructor(
    private readonly guesses: Guesses,
    private readonly lookups: Lookups,
    private readonly counters: GuardCounters,
  ) {}

  /** What `look` finds under an extension, if the caller may try one. Rejects as `look` does. */
  attempt(
    { switchboardNumberId, extension }: Extension,
    caller: Caller | null,
    now: Date,
    look: () => Promise<Found>,
  ): Promise<Found> {
    const guess = {
      id: randomBytes(6).toString('base64url'),
      caller: caller?.token ?? WITHHELD,
      extension: `${switchboardNumberId}:${extension}`,
      at: now.getTime(),
    };
    const earlier = this.underWay.get(guess.caller);
    const admitted = this.admit(guess, earlier);
    const found = admitted.then((verdict) =>
      verdict === 'granted' ? this.look(guess, look) : this.refuse(verdict),
    );
    // Without the results: each would hold those before it.
    const over = Promise.allSettled([earlier?.over, found]).then(() => undefined);
    this.note(guess.caller, { admitted, over });
    return found;
  }

  /** For erasure: nothing in Redis remembers this caller any more. Rejects when Redis is away. */
  async forget(token: string): Promise<void> {
    await this.lookups.forgetConnected(token);
    await this.guesses.forget(token);
  }

  private note(caller: string, attempts: Attempts): void {
    this.underWay.set(caller, attempts);
    void attempts.over.then(() => {
      if (this.underWay.get(caller) === attempts) this.underWay.delete(caller);
    });
  }

  /**
   * In the order they came. Whoever finds the budget spent waits for those before: they may be right and
   * give back what they took. Twenty callers of one office, or without a number, are no guessers.
   */
  private async admit(guess: Guess, earlier: Attempts | undefined): Promise<Verdict> {
    await earlier?.admitted;
    const verdict = await this.ask(guess);
    if (verdict !== 'caller-spent' || !earlier) return verdict;
    await earlier.over;
    return this.ask(guess);
  }

  private async look(guess: Guess, look: () => Promise<Found>): Promise<Found> {
    const found = look();
    await this.judge(guess, found);
    return found;
  }

  private refuse(verdict: 'caller-spent' | 'overall-spent'): Found {
    if (verdict === 'caller-spent') this.counters.callerSpent++;
    else this.counters.overallSpent++;
    return { reason: 'too-many-attempts' };
  }

  private async ask(guess: Guess): Promise<Verdict> {
    const verdict = await this.guesses.reserve(guess, false);
    if (verdict !== 'overall-spent' || !(await this.isKnown(guess.caller))) return verdict;
    this.counters.known++;
    return this.guesses.reserve(guess, true);
  }

  /** With nobody to ask, nobody is known. */
  private async isKnown(caller: string): Promise<boolean> {
    return caller !== WITHHELD && this.lookups.wasConnected(caller).catch(() => false);
  }

  private async judge(guess: Guess, found: Promise<Found>): Promise<void> {
    const answer = await found.catch(() => undefined);
    // Who is told of a fault may know by it what is not in the cache: it is no free attempt. But the
    // fault is ours, and does not close the extensions to everybody.
    if (!answer) return this.guesses.giveBack(guess, 'overall');
    const isWrong = 'reason' in answer && answer.reason === 'not-listed';
    if (isWrong) this.counters.wrong++;
    else await this.guesses.giveBack(guess, 'everybody');
  }
}
