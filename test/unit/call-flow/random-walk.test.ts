import type { CallEventType, Key } from '../../../src/call-flow/event.js';
import type { CallState, StateName } from '../../../src/call-flow/state.js';
import type { Fact } from '../../../src/call-runtime/ports.js';
import { seeded } from '../routing/seeded.js';
import { INSURANCE_1, extensionOf, RULES } from './cast.js';
import { DrivenCall } from './driven-call.js';
import { HAPPENINGS } from './happenings.js';
import { namesOfType } from './names-of-type.js';

// One failing call is played again by WALK_SEED, and the number of calls is set by WALK_CALLS.
const FIRST = Number(process.env['WALK_SEED'] ?? 1);
const CALLS = Number(process.env['WALK_CALLS'] ?? (process.env['WALK_SEED'] ? 1 : 20_000));

const MOST_TURNS = 60;
const MOST_DEADLINES = 20;
/** From the last event on: the longest conversation, and all the patience there is. */
const LONGEST_END = RULES.longestMs + 30 * 60_000;

/** What may well happen in a state. Anything else happens now and then as well. */
const LIKELY: Record<StateName, CallEventType[]> = {
  new: ['call-arrived', 'call-arrived', 'consent-call-asked'],
  arriving: ['number-found', 'number-found', 'number-found', 'number-unknown', 'number-lookup-failed'],
  choosing: ['key-pressed', 'key-pressed', 'prompts-finished', 'prompts-failed'],
  entering: ['key-pressed', 'key-pressed', 'prompts-finished'],
  searching: ['line-found', 'line-found', 'line-found', 'no-line'],
  ringing: [
    ...(['callee-rang', 'callee-answered', 'callee-answered', 'callee-key-pressed', 'callee-left'] as const),
    ...(['ringing-ended', 'legs-joined', 'command-failed'] as const),
  ],
  connected: ['ringing-ended', 'key-pressed', 'callee-left', 'callee-answered'],
  offering: ['key-pressed', 'prompts-finished'],
  asking: ['line-answered', 'line-answered', 'line-answered', 'line-not-reached'],
  verifying: ['key-pressed', 'key-pressed', 'prompts-finished'],
  checking: ['consent-code-checked', 'consent-code-checked', 'key-pressed'],
  confirming: ['key-pressed', 'prompts-finished', 'prompts-finished'],
  recording: ['consent-recorded', 'consent-not-recorded', 'caller-hung-up', 'service-stopping'],
  serving: ['key-pressed', 'key-pressed', 'prompts-finished'],
  changing: ['professional-changed', 'professional-changed', 'professional-not-changed'],
  ending: ['prompts-finished', 'caller-hung-up'],
  ended: ['line-found', 'prompts-finished', 'caller-hung-up'],
};

const ALL = Object.keys(HAPPENINGS) as CallEventType[];

/** A caller with habits, a network with moods, drawn from `random`. */
class Walk {
  private readonly call = new DrivenCall();
  private typing: Key[] = [];

  constructor(private readonly random: () => number) {}

  /** The states it was in, and how it ended. */
  go(): Set<string> {
    const seen = new Set<string>();
    for (let turns = this.random() * MOST_TURNS; turns > 0; turns -= 1) {
      this.turn();
      seen.add(this.call.state.name);
    }
    if (this.call.state.name === 'new') return seen;
    const before = this.call.at;
    this.call.untilEnd(MOST_DEADLINES);
    if (this.call.at - before > LONGEST_END) throw new Error('it took too long to end');
    return seen.add(`ended ${this.call.state.facts.timeline.at(-1)?.detail}`);
  }

  private turn(): void {
    this.call.at += Math.floor(this.random() ** 3 * 5_000);
    if (this.call.at >= this.call.deadline || this.random() < 0.05) this.call.passDeadline();
    else this.call.happen(this.next(this.call.state));
  }

  private next(state: CallState): Fact {
    const key = this.typing.shift();
    if (key) return { type: 'key-pressed', key };
    const isAsked = state.name === 'choosing' || state.name === 'entering';
    if (state.name === 'verifying' && this.random() < 0.5) this.typing = [...'471108'] as Key[];
    if (isAsked && this.random() < 0.3) this.typing = [...extensionOf(INSURANCE_1), '#'] as Key[];
    const type = this.pick(this.random() < 0.9 ? LIKELY[state.name] : ALL);
    return this.pick(HAPPENINGS[type](state));
  }

  private pick<T>(some: T[]): T {
    return some[Math.floor(this.random() * some.length)] as T;
  }
}

describe('calls at random', () => {
  it(`${CALLS} of them keep every promise and come to an end`, () => {
    const seen = new Set<string>();
    for (let seed = FIRST; seed < FIRST + CALLS; seed += 1) {
      try {
        new Walk(seeded(seed)).go().forEach((name) => seen.add(name));
      } catch (error) {
        throw new Error(`${(error as Error).message}: play it again with WALK_SEED=${seed}`, {
          cause: error,
        });
      }
    }
    if (CALLS < 1_000) return;
    const endings = namesOfType('record', 'CallOutcome').map((outcome) => `ended ${outcome}`);
    expect([...seen].sort()).toEqual([...Object.keys(LIKELY), ...endings].sort());
  }, 120_000);
});
