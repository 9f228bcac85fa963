import type { Key } from '../../../src/call-flow/event.js';
import type { Prompt } from '../../../src/call-flow/prompt.js';
import type { Chance } from '../chance.js';
import type { CallerLeg } from '../exchange/caller-leg.js';
import type { SimulatedTime } from '../time/simulated-time.js';

/** How long somebody bears with a machine altogether (ms). */
const PATIENCE = [30_000, 400_000] as const;
/** Nobody waits longer for a machine that says nothing (ms). */
const LONGEST_WAIT = 300_000;
const ANY_KEY: Key[] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '#'];
const AT_THE_MENU = { category: 50, extension: 30, nothing: 5, again: 5, other: 10 };
const AFTER_THE_CATEGORY = { next: 45, waits: 25, extension: 20, other: 10 };

/** A caller who listens, presses keys at more or less the right time, and loses patience. */
export class CallerHabits {
  /** What they know by heart: an extension, or the code they were told. */
  knows = '';

  constructor(
    private readonly leg: CallerLeg,
    private readonly time: SimulatedTime,
    private readonly chance: Chance,
  ) {}

  begin(): void {
    this.knows = this.leg.arrival.knows(this.chance);
    this.bearFor(this.chance.between(...PATIENCE));
  }

  /** Back from a conversation. */
  comeBack(): void {
    this.bearFor(LONGEST_WAIT);
  }

  private bearFor(ms: number): void {
    this.after(ms, () => {
      if (!this.leg.dial?.isTalkedIn) this.leg.hangUp();
    });
  }

  hear(prompts: Prompt[]): void {
    if (this.chance.is(0.03)) return this.hangUpSoon(prompts.length * 2_000);
    const keys = this.answerTo(prompts);
    if (keys === '') return;
    // Who knows the menu does not wait for its end.
    const isImpatient = this.chance.is(0.4);
    this.type(
      keys,
      isImpatient ? this.chance.between(100, 2_000) : prompts.length * 1_800 + this.chance.between(0, 8_000),
    );
  }

  hearRinging(): void {
    if (this.chance.is(0.1)) this.hangUpSoon(40_000);
    // Parties of a conversation press keys too; and one in twelve hangs up first.
    if (this.chance.is(0.05)) this.type('12', 20_000);
    if (this.chance.is(0.5)) this.after(this.chance.between(5_000, 150_000), () => this.endTalk());
  }

  private endTalk(): void {
    if (this.leg.dial?.isTalkedIn) this.leg.hangUp();
  }

  private answerTo(prompts: Prompt[]): string {
    const says = (name: string) => prompts.includes(name);
    if (this.chance.is(0.03)) return this.chance.pick(ANY_KEY);
    if (says('consent-confirm')) return this.chance.weighed({ '1': 7, '2': 2, '7': 1 });
    if (says('consent-code') || prompts.some((one) => one.startsWith('text/question'))) return this.code();
    if (says('professional-confirm-withdrawal')) return this.chance.weighed({ '9': 3, '1': 7 });
    if (says('professional-key-again'))
      return this.chance.weighed({ '1': 5, '2': 4, '3': 1, '9': 2, '0': 3, '7': 1 });
    if (says('offer-next')) return this.chance.weighed({ '1': 6, '*': 2, '3': 1, '': 1 });
    if (says('extension-invitation')) return this.atTheMenu();
    if (prompts.some((one) => one.endsWith('-invitation'))) return this.afterTheCategory();
    return '';
  }

  private atTheMenu(): string {
    switch (this.chance.weighed(AT_THE_MENU)) {
      case 'category':
        return this.chance.pick(['1', '2', '3', '4', '4']);
      case 'extension':
        return this.extension();
      case 'again':
        return '0';
      case 'other':
        return this.chance.pick(ANY_KEY);
      case 'nothing':
        return '';
    }
  }

  private afterTheCategory(): string {
    switch (this.chance.weighed(AFTER_THE_CATEGORY)) {
      case 'next':
        return '0';
      case 'waits':
        return '';
      case 'extension':
        return this.extension();
      case 'other':
        return this.chance.pick(ANY_KEY);
    }
  }

  private extension(): string {
    if (this.chance.is(0.8)) return this.knows + (this.chance.is(0.3) ? '#' : '');
    return this.chance.pick([this.knows.slice(0, 3), '712345', `${this.knows.slice(0, 4)}*`]);
  }

  private code(): string {
    const wrong = String(this.chance.between(100_000, 999_999));
    return this.chance.pick([
      '',
      this.knows,
      this.knows,
      this.knows,
      this.knows,
      wrong,
      this.knows.slice(0, 4),
    ]);
  }

  private type(keys: string, first: number): void {
    let at = first;
    for (const key of keys as Iterable<Key>) {
      this.after(at, () => this.leg.press(key));
      at += this.chance.is(0.02) ? 6_500 : this.chance.between(80, 1_200);
    }
  }

  private hangUpSoon(most: number): void {
    this.after(this.chance.between(50, most), () => this.leg.hangUp());
  }

  private after(ms: number, task: () => void): void {
    this.time.in(ms, task);
  }
}
