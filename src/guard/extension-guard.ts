import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Caller, NoLineReason, Offer } from '../call-flow/plan.js';
import { Lookups } from '../routing/lookups.js';
import { GuardCounters } from './guard-counters.js';
import { WITHHELD, type Guess, type Verdict } from './guess.js';
import { Guesses } from './guesses.js';

type Found = { offers: Offer[] } | { reason: NoLineReason; categoryId?: string };

/**
 * Nobody finds out by trying which extensions there are. An attempt is counted before anything is looked
 * up, so that attempts at once are no way around the budget and whoever has none left gets one answer
 * for all extensions; it is given back when it was right.
 */
@Injectable()
export class ExtensionGuard {
  /** By caller: settled when all attempts so far are. */
  private readonly underWay = new Map<string, Promise<unknown>>();

  constructor(
    private readonly guesses: Guesses,
    private readonly lookups: Lookups,
    private readonly counters: GuardCounters,
  ) {}

  /** What `look` finds under an extension, if the caller may try one. Rejects as `look` does. */
  attempt(caller: Caller | null, now: Date, look: () => Promise<Found>): Promise<Found> {
    const id = randomBytes(6).toString('base64url');
    const guess = { id, caller: caller?.token ?? WITHHELD, at: now.getTime() };
    const earlier = this.underWay.get(guess.caller);
    const found = this.lookOnce(guess, earlier, look);
    const all = Promise.allSettled([earlier, found]).then(() => {
      if (this.underWay.get(guess.caller) === all) this.underWay.delete(guess.caller);
    });
    this.underWay.set(guess.caller, all);
    return found;
  }

  /** For erasure: no budget remembers this caller any more. Rejects when Redis is away. */
  forget(token: string): Promise<void> {
    return this.guesses.forget(token);
  }

  private async lookOnce(
    guess: Guess,
    earlier: Promise<unknown> | undefined,
    look: () => Promise<Found>,
  ): Promise<Found> {
    let verdict = await this.ask(guess);
    if (verdict === 'caller-spent' && earlier) {
      // Those that are being looked up may be right and give back what they took: ten callers of one
      // office, or without a number, are no guessers.
      await earlier;
      verdict = await this.ask(guess);
    }
    if (verdict !== 'granted') return this.refuse(verdict);
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
