import { HOUR, type Guess, type Verdict } from './guess.js';

/** Without Redis nobody knows what other processes count, so each allows only a few in an hour. */
export const LOCAL_LIMITS = { caller: 2, overall: 20 };

/** The guesses made at this process while Redis is away. Few: only who is known adds to what is full. */
export class LocalGuesses {
  private guesses: Guess[] = [];

  reserve(guess: Guess, known: boolean): Verdict {
    this.guesses = this.guesses.filter(({ at }) => at > guess.at - HOUR);
    const own = this.guesses.filter(({ caller }) => caller === guess.caller);
    if (own.length >= LOCAL_LIMITS.caller) return 'caller-spent';
    const different = new Set(this.guesses.map(({ extension }) => extension));
    if (different.size >= LOCAL_LIMITS.overall && !known) return 'overall-spent';
    this.guesses.push(guess);
    return 'granted';
  }

  giveBack({ id }: Guess): void {
    this.guesses = this.guesses.filter((guess) => guess.id !== id);
  }

  forget(token: string): void {
    this.guesses = this.guesses.filter(({ caller }) => caller !== token);
  }
}
