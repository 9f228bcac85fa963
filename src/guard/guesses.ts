import { Injectable } from '@nestjs/common';
import { Debts } from '../redis/debts.js';
import { RedisConnection } from '../redis/redis-connection.js';
import { GuardCounters } from './guard-counters.js';
import { GuessAlarm } from './guess-alarm.js';
import type { Guess, Verdict } from './guess.js';
import { LocalGuesses } from './local-guesses.js';
import { SharedGuesses } from './shared-guesses.js';

type Whose = 'everybody' | 'overall';

/** How often extensions were guessed. Redis counts, for all processes; without it this one is strict by itself. */
@Injectable()
export class Guesses {
  private readonly local = new LocalGuesses();
  private readonly returns = new Debts<{ guess: Guess; whose: Whose }>((_, { guess, whose }) =>
    this.shared.giveBack(guess, whose),
  );

  constructor(
    private readonly shared: SharedGuesses,
    private readonly alarm: GuessAlarm,
    private readonly counters: GuardCounters,
    redis: RedisConnection,
  ) {
    redis.onReady(() => void this.returns.settleAll());
  }

  /** Counts it, unless it is too many. Never rejects. */
  async reserve(guess: Guess, known: boolean): Promise<Verdict> {
    const { verdict, overall } = await this.shared
      .reserve(guess, known)
      .catch(() => this.alone(guess, known));
    this.alarm.heard(verdict, overall);
    return verdict;
  }

  /**
   * It was right, or `overall`: it goes on counting against its caller only. Never rejects, and is told to
   * Redis sooner or later, whatever Redis made of the reservation.
   */
  async giveBack(guess: Guess, whose: Whose): Promise<void> {
    if (whose === 'everybody') this.local.giveBack(guess);
    await this.returns.owe(guess.id, { guess, whose });
  }

  /** Rejects when Redis is away. */
  async forget(caller: string): Promise<void> {
    this.local.forget(caller);
    await this.shared.forget(caller);
  }

  private alone(guess: Guess, known: boolean): { verdict: Verdict; overall?: undefined } {
    this.counters.local++;
    return { verdict: this.local.reserve(guess, known) };
  }
}
