import type { Command } from './command.js';
import type { Prompt } from './prompt.js';
import type { CallFacts, CallState } from './state.js';

/** What one event leads to: the state to keep, then the commands to carry out, in this order. */
export interface Step {
  state: CallState;
  commands: Command[];
}

/** Nothing plays longer than this: a saying whose end was not told is over by then (ms). */
export const LONGEST_SAYING = 240_000;
/** How long a lookup may take before the caller is told of a fault (ms). */
export const LONGEST_LOOKUP = 5_000;
/** How long a hang-up may take before the call is given up as gone (ms). */
export const LONGEST_HANG_UP = 5_000;
/** How long a callee may think after answering (ms). */
export const LONGEST_ACCEPTANCE = 20_000;
/** How long after the first carrier another may be tried (ms): a caller does not wait for a list of them. */
export const LONGEST_PLACING = 15_000;
/** Dial's own time-outs come first; this much later it is taken for lost (ms). */
export const DIAL_GRACE = 10_000;

export const stay = (state: CallState): Step => ({ state, commands: [] });

/** Names in `detail` are words by themselves: that is how an erasure finds them. */
export function note<Facts extends CallFacts>(
  facts: Facts,
  at: number,
  what: string,
  detail?: string,
): Facts {
  const entry = detail === undefined ? { at, what } : { at, what, detail };
  return { ...facts, timeline: [...facts.timeline, entry] };
}

/** Facts and command of one saying; its number is `facts.sayings`. Noted are the names, whatever the words. */
export function say<Facts extends CallFacts>(
  facts: Facts,
  at: number,
  names: Prompt[],
): { facts: Facts; command: Command } {
  const sayingId = facts.sayings + 1;
  const prompts = names.map((name) => facts.words[name] ?? name);
  const command = { type: 'say', sayingId, language: facts.language, prompts } as const;
  return { facts: { ...note(facts, at, 'said', names.join(' ')), sayings: sayingId }, command };
}

/** What is being said stops before anything else is done: a second saying would wait behind the first. */
export const hushed = (saying: number | null, step: Step): Step =>
  saying === null ? step : before([{ type: 'stop-saying', sayingId: saying }], step);

/** Gives reservations back, if there are any. */
export const release = (professionalIds: string[], spokeUntil: number | null = null): Command[] =>
  professionalIds.length === 0 ? [] : [{ type: 'release', professionalIds, spokeUntil }];

export const before = (commands: Command[], step: Step): Step => ({
  ...step,
  commands: [...commands, ...step.commands],
});
