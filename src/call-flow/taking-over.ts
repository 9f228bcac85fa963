import { callerGone } from './caller-gone.js';
import { change } from './changing.js';
import { askMenu } from './choosing.js';
import { confirm } from './confirming.js';
import { connect } from './connected.js';
import { invite } from './entering.js';
import type { Whereabouts } from './event.js';
import { offerNext } from './offering.js';
import type { RingingRules } from './plan.js';
import { record } from './recording.js';
import { ringOn, whenRinging } from './ringing.js';
import { search } from './searching.js';
import { askOwn } from './serving.js';
import type { Entering, Going, Recording } from './state.js';
import { before, hushed, note, stay, type Step } from './step.js';
import { askAgain, putQuestion } from './verifying.js';

/**
 * A process that is gone steered the call until now. What it asked of others is asked again, what it said is said
 * again, and what was pressed meanwhile is lost. Nobody's phone rings twice.
 */
export function takenOver(was: Going, caller: Whereabouts, at: number): Step {
  const state = { ...was, facts: note(was.facts, at, 'taken-over') } as Going;
  switch (state.name) {
    case 'recording':
      return recordAgain(state, caller, at);
    case 'connected':
    case 'asking':
      return caller === 'gone' ? callerGone(state, at, NORMAL) : stay(state);
    case 'ringing':
      if (caller === 'joined') return whenRinging(state, { type: 'legs-joined', at });
      return caller === 'gone' ? callerGone(state, at, NORMAL) : ringOn(state, caller, at);
    default:
      return caller === 'gone' ? callerGone(state, at, NORMAL) : goOnFrom(state, caller, at);
  }
}

/** A call that was further than what was kept of it is Dial's, and goes on. */
function goOnFrom(state: Talking, caller: Whereabouts, at: number): Step {
  const rules = caller === 'waiting' ? undefined : rulesOf(state);
  return rules ? connect(state.facts, at, rules.longestMs) : goOn(state, at);
}

/** Q.850: normal clearing. */
const NORMAL = 16;

type Talking = Exclude<Going, { name: 'recording' | 'connected' | 'asking' | 'ringing' }>;

/** By which somebody may have been rung; undefined where nobody is. */
function rulesOf(state: Talking): RingingRules | undefined {
  if ('visit' in state) return state.visit.rules;
  if ('search' in state) return state.search.rules;
  return 'own' in state ? state.own.entry.rules : undefined;
}

function goOn(state: Talking, at: number): Step {
  const { facts } = state;
  switch (state.name) {
    case 'choosing':
      return hushed(state.saying, askMenu(facts, at, state.visit));
    case 'entering':
      return hushed(state.saying, enterAgain(state, at));
    case 'searching':
      return search(facts, at, state.search);
    case 'offering':
      return hushed(state.saying, offerNext(facts, at, state.search, state.outcome, state.categoryId));
    case 'serving':
      return hushed(state.saying, askOwn(facts, at, state.own, []));
    case 'changing':
      return change(facts, at, state.own, state.change);
    case 'verifying':
      return hushed(state.saying, putQuestion(state.facts, at, state.tries));
    case 'checking':
      return askAgain(state, at);
    case 'confirming':
      return hushed(state.saying, confirm(state.facts, at, state.asked));
    case 'ending':
      return state.saying === null
        ? { state, commands: [{ type: 'hang-up', cause: state.cause }] }
        : stay(state);
    // Whoever arrives is looked up anew, as a call of which nothing was kept.
    case 'new':
    case 'arriving':
      return stay(state);
    default:
      return state satisfies never;
  }
}

/** The digits dialled so far may not be all that were: the caller begins anew. */
const enterAgain = ({ facts, visit, categoryId }: Entering, at: number): Step =>
  categoryId === null ? askMenu(facts, at, visit) : invite(facts, at, visit);

/** The yes was said, and is recorded once, however often that is asked. */
function recordAgain(state: Recording, caller: Whereabouts, at: number): Step {
  const { commands, state: again } = record(state.facts, at);
  return before(commands, stay({ ...again, line: caller === 'gone' ? 'gone' : state.line } as Recording));
}
