import { about } from './about.js';
import { told } from './attempts.js';
import type { Command } from './command.js';
import type { CallEvent } from './event.js';
import type { NoConsent } from './plan.js';
import type { Prompt } from './prompt.js';
import type { CallOutcome, CallRecord } from './record.js';
import type { CallFacts, Consent, ConsentFacts, Ended, Ending } from './state.js';
import { before, LONGEST_HANG_UP, LONGEST_SAYING, note, release, say, stay, type Step } from './step.js';

/**
 * The Q.850 cause each ending has. Towards a caller not yet answered Asterisk makes it a SIP status
 * (1: 404, 17: 486, 19 and 20: 480, 21: 403, 27: 502, 38: 500).
 */
const CAUSES: Record<CallOutcome, number> = {
  connected: 16,
  abandoned: 16,
  'no-entry': 16,
  'ended-by-operator': 16,
  'number-unknown': 1,
  'not-listed': 1,
  busy: 17,
  declined: 21,
  'number-withheld': 21,
  refused: 21,
  'too-many-attempts': 16,
  'no-answer': 19,
  'not-accepted': 19,
  'not-available': 20,
  unreachable: 27,
  failed: 38,
  served: 16,
  'consent-given': 16,
  'consent-refused': 16,
  'consent-unconfirmed': 16,
};

/** Says goodbye, then hangs up. */
export function end(facts: CallFacts, at: number, prompts: Prompt[], outcome: CallOutcome): Step {
  const said = say(facts, at, prompts);
  const saying = said.facts.sayings;
  return {
    state: {
      name: 'ending',
      facts: said.facts,
      deadline: at + LONGEST_SAYING,
      outcome,
      cause: CAUSES[outcome],
      saying,
    },
    commands: [said.command],
  };
}

/** Asked often enough. Who entered a wrong code has done more than not answer. */
export function unanswered(facts: ConsentFacts): ConsentFacts {
  const { consent } = facts;
  if (consent.soFar !== 'hung-up') return facts;
  return { ...facts, consent: { ...consent, soFar: 'no-answer-given' } };
}

/** Says that the fault is ours. */
export const apologise = (facts: CallFacts, at: number): Step =>
  end(facts, at, [facts.consent ? 'consent-failed' : 'apology'], 'failed');

/** Hangs up without a word. */
export const hangUp = (facts: CallFacts, at: number, outcome: CallOutcome): Step =>
  before([{ type: 'hang-up', cause: CAUSES[outcome] }], hungUp(facts, at, outcome));

/** The hang-up was sent, and is to be confirmed. */
export const hungUp = (facts: CallFacts, at: number, outcome: CallOutcome): Step =>
  stay({
    name: 'ending',
    facts,
    deadline: at + LONGEST_HANG_UP,
    outcome,
    cause: CAUSES[outcome],
    saying: null,
  });

export function whenEnding(state: Ending, event: CallEvent): Step {
  switch (event.type) {
    case 'prompts-finished':
    case 'prompts-failed':
      return event.sayingId === state.saying ? hangUp(state.facts, event.at, state.outcome) : stay(state);
    case 'hang-up-requested':
      if (state.saying === null) return stay(state);
      return hangUp(note(state.facts, event.at, 'ended-by-operator'), event.at, state.outcome);
    case 'service-stopping':
      if (state.saying === null) return stay(state);
      return hangUp(note(state.facts, event.at, 'service-stopped'), event.at, state.outcome);
    case 'deadline-passed':
      if (state.saying !== null) return hangUp(state.facts, event.at, state.outcome);
      return giveUp(state, event.at);
    case 'consent-recorded':
      return stay(recordedAfterAll(state, event.at));
    case 'line-not-reached':
      return state.saying === null ? close(state.facts, event.at, state.outcome, event.cause) : stay(state);
    default:
      return stay(state);
  }
}

/** The yes was given up for lost too early. What was said was said; the record tells how it is. */
const recordedAfterAll = (state: Ending, at: number): Ending =>
  state.facts.consent?.soFar === 'failed'
    ? { ...state, facts: note(state.facts, at, 'consent-recorded'), outcome: 'consent-given' }
    : state;

/** Asterisk did not confirm the hang-up, or was away when it was asked: once more, and the call is over for us. */
function giveUp({ facts, outcome, cause }: Ending, at: number): Step {
  return before(
    [{ type: 'hang-up', cause }],
    close(note(facts, at, 'hang-up-unconfirmed'), at, outcome, cause),
  );
}

/** The last step of every call: reservations go back, no yes is no yes, the record is written, once. */
export function close(facts: CallFacts, at: number, outcome: CallOutcome, cause: number): Step {
  const noted = note(facts, at, 'ended', outcome);
  const spokeUntil = facts.connectedAt === null ? null : at;
  return {
    state: { name: 'ended', facts: { ...noted, held: [] } } satisfies Ended,
    commands: [
      ...release(facts.held, spokeUntil),
      ...settle(facts, outcome),
      { type: 'write-record', record: record(noted, at, outcome, cause) },
    ],
  };
}

function settle({ consent }: CallFacts, outcome: CallOutcome): Command[] {
  if (!consent || outcome === 'consent-given') return [];
  const { requestId } = consent.ask;
  return [{ type: 'settle-consent', requestId, outcome: noConsent(consent, outcome) }];
}

function noConsent({ soFar }: Consent, outcome: CallOutcome): NoConsent {
  if (outcome === 'consent-refused') return 'refused';
  return outcome === 'failed' ? 'failed' : soFar;
}

function record(facts: CallFacts, endedAt: number, outcome: CallOutcome, cause: number): CallRecord {
  const { callId, kind, dialled, startedAt, answeredAt, connectedAt, timeline } = facts;
  const caller = kind === 'professional' || facts.isFromOwnLine ? null : facts.caller;
  return {
    callId,
    kind,
    dialled,
    callerToken: caller?.token ?? null,
    withheld: kind !== 'consent' && facts.caller === null,
    sealedCaller: facts.offer ? (caller?.sealed ?? null) : null,
    startedAt,
    answeredAt,
    connectedAt,
    endedAt,
    outcome,
    cause,
    ...about(facts),
    arrivedBy: facts.arrivedBy,
    attempts: told(facts),
    timeline,
  };
}
