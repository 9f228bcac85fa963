import { whom } from './about.js';
import { attempted, dialled, lostTrunks, notCalled } from './attempts.js';
import { connect, whenConnected } from './connected.js';
import type { Command } from './command.js';
import type { CallEvent } from './event.js';
import { hangUp } from './ending.js';
import type { Offer, RingOutcome } from './plan.js';
import { notReached } from './searching.js';
import type { CallFacts, Ringing, Rung, Search } from './state.js';
import {
  before,
  DIAL_GRACE,
  LONGEST_ACCEPTANCE,
  LONGEST_PLACING,
  note,
  release,
  stay,
  type Step,
} from './step.js';

export function ring(facts: CallFacts, at: number, search: Search, offers: Offer[]): Step {
  const ids = offers.map((offer) => offer.professionalId);
  const rung = offers.map((offer): Rung => ({ offer, phase: 'dialled', acceptUntil: null, asked: 0 }));
  const ringUntil = at + search.rules.ringMs + LONGEST_ACCEPTANCE + DIAL_GRACE;
  return {
    state: {
      name: 'ringing',
      facts: {
        ...note(facts, at, 'ringing', offers.map(whom).join(' ')),
        held: [...facts.held, ...ids],
        tried: [...facts.tried, ...ids],
        offer: offers[0] ?? null,
      },
      deadline: ringUntil,
      search: { ...search, tries: search.tries + 1 },
      rung,
      ringUntil,
      placeUntil: at + LONGEST_PLACING,
    },
    commands: [ringAll(facts, search, offers, [])],
  };
}

const ringAll = (facts: CallFacts, { rules }: Search, offers: Offer[], without: string[]): Command => ({
  type: 'ring',
  offers,
  rules,
  presented: presentedTo(offers[0], facts),
  without,
  language: facts.language,
});

export function whenRinging(state: Ringing, event: CallEvent): Step {
  switch (event.type) {
    case 'line-dialled':
      return stay(wasDialled(state, event));
    case 'line-not-called':
      return stay(wasNotCalled(state, event));
    case 'callee-rang':
      return stay(rang(state, event.offerId, event.at));
    case 'callee-answered':
      return answered(state, event.offerId, event.at);
    case 'callee-key-pressed':
      return event.key === '1' ? accept(state, event.offerId, event.at) : stay(state);
    case 'callee-left':
      return left(state, event.offerId, event.outcome, event.cause, event.at);
    case 'legs-joined':
      return joined(state, event.at);
    case 'ringing-ended':
      if (event.outcome === 'answered') return answeredAndOver(state, event);
      return ended(state, event.outcome, event.cause, event.at);
    case 'command-failed':
      return event.command === 'ring' ? unjoined(state, 'unreachable', 0, event.at) : stay(state);
    case 'deadline-passed':
      return tooLate(state, event.at);
    default:
      return stay(state);
  }
}

/** Taken over. Who listened to the whisper is told to us again, and hears it again. */
export function ringOn(state: Ringing, caller: 'waiting' | 'handed-over', at: number): Step {
  if (caller === 'waiting') return ringAtLast(state, at);
  const acceptUntil = at + LONGEST_ACCEPTANCE;
  const rung = state.rung.map((one) => (one.phase === 'whispering' ? { ...one, acceptUntil } : one));
  return stay(
    withDeadline({ ...state, rung, ringUntil: Math.max(state.ringUntil, acceptUntil + DIAL_GRACE) }),
  );
}

/** Dial never had the caller, so no phone has rung. */
function ringAtLast(state: Ringing, at: number): Step {
  if (state.rung.some(({ phase }) => phase !== 'dialled')) return unjoined(state, 'unreachable', 0, at);
  const { rules } = state.search;
  const offers = state.rung.map(({ offer }) => offer);
  const without = offers.flatMap(({ offerId }) => lostTrunks(state.facts, offerId));
  const ringUntil = at + rules.ringMs + LONGEST_ACCEPTANCE + DIAL_GRACE;
  return {
    state: withDeadline({ ...state, ringUntil, placeUntil: at + LONGEST_PLACING }),
    commands: [ringAll(state.facts, state.search, offers, without)],
  };
}

function wasDialled(state: Ringing, event: CallEvent & { type: 'line-dialled' }): Ringing {
  const one = find(state, event.offerId, 'dialled');
  return one ? { ...state, facts: dialled(state.facts, event, whom(one.offer)) } : state;
}

function wasNotCalled(state: Ringing, event: CallEvent & { type: 'line-not-called' }): Ringing {
  const one = find(state, event.offerId, 'dialled');
  return one ? { ...state, facts: notCalled(state.facts, event, whom(one.offer)) } : state;
}

/** Carriers say it again and again; it is noted once. */
function rang(state: Ringing, offerId: string, at: number): Ringing {
  const one = find(state, offerId, 'dialled');
  if (!one) return state;
  const facts = note(state.facts, at, 'callee-rang', whom(one.offer));
  return put({ ...state, facts }, { ...one, phase: 'ringing' });
}

function answered(state: Ringing, offerId: string, at: number): Step {
  const one = find(state, offerId, 'dialled', 'ringing', 'whispering', 'accepted');
  // Taken over, and told to us again: what was asked for this callee may not have been done.
  if (one?.phase === 'accepted') return { state, commands: [letThrough(one)] };
  if (!one || isTaken(state)) return tooSlow(state, offerId, at);
  const noted = { ...state, facts: note(state.facts, at, 'callee-answered', whom(one.offer)) };
  const acceptUntil = at + LONGEST_ACCEPTANCE;
  const asked = one.asked + 1;
  const whispering = withDeadline(put(noted, { ...one, phase: 'whispering', acceptUntil, asked }));
  if (!one.offer.acceptance) return accept(whispering, offerId, at);
  return { state: whispering, commands: [{ type: 'whisper', offer: one.offer, round: asked }] };
}

/** The first to accept is joined; whoever comes later finds the call taken. */
function accept(state: Ringing, offerId: string, at: number): Step {
  const one = find(state, offerId, 'whispering');
  if (!one) return stay(state);
  if (isTaken(state)) return tooSlow(state, offerId, at);
  const facts = { ...note(state.facts, at, 'accepted', whom(one.offer)), offer: one.offer };
  const next = withDeadline(put({ ...state, facts }, { ...one, phase: 'accepted', acceptUntil: null }));
  return { state: next, commands: [letThrough(one)] };
}

const letThrough = ({ offer, asked }: Rung): Command => ({ type: 'accept', offer, round: asked });

/** A caller who is called back sees the number that they dialled then. */
const presentedTo = (offer: Offer | undefined, facts: CallFacts): string =>
  (offer?.callee.kind === 'caller' ? offer.callee.presented : facts.dialled) ?? '';

const isTaken = ({ rung }: Ringing): boolean => rung.some(({ phase }) => phase === 'accepted');

/** One of several: the others ring on, whatever becomes of it. */
function left(state: Ringing, offerId: string, outcome: RingOutcome, cause: number, at: number): Step {
  const one = find(state, offerId, 'dialled', 'ringing', 'whispering', 'accepted');
  const next = { ...state, facts: attempted(state.facts, offerId, outcome, cause) };
  if (outcome !== 'trunk-failed' || !one) return stay(over(next, offerId, outcome, at));
  if (mayFailOver(next, one, at)) return anotherTrunk(lost(next, one, cause, at), one, 'ring-again');
  return {
    state: over(next, offerId, 'unreachable', at),
    commands: [{ type: 'hang-up-callee', offerId }],
  };
}

/** Who takes calls unasked talks as soon as they pick up: it was not heard, as the connection was away. */
function answeredAndOver(state: Ringing, event: CallEvent & { type: 'ringing-ended' }): Step {
  const [only, ...others] = state.rung;
  const talked = joined(state, event.at);
  if (!only || others.length > 0 || only.offer.acceptance || talked.state.name !== 'connected')
    return ended(state, 'not-accepted', event.cause, event.at);
  return before(talked.commands, whenConnected(talked.state, event));
}

/** Dial is over and nobody was joined. */
function ended(state: Ringing, outcome: RingOutcome, cause: number, at: number): Step {
  const [only, ...others] = state.rung.filter(({ phase }) => phase !== 'over');
  if (!only || others.length > 0) return unjoined(state, outcome, cause, at);
  const next = { ...state, facts: attempted(state.facts, only.offer.offerId, outcome, cause) };
  if (outcome !== 'trunk-failed' || !mayFailOver(next, only, at)) return unjoined(next, outcome, cause, at);
  const ringUntil = at + state.search.rules.ringMs + LONGEST_ACCEPTANCE + DIAL_GRACE;
  return anotherTrunk(withDeadline({ ...lost(next, only, cause, at), ringUntil }), only, 'ring');
}

function lost(state: Ringing, { offer }: Rung, cause: number, at: number): Ringing {
  const trunkId = lostTrunks(state.facts, offer.offerId).at(-1);
  return { ...state, facts: note(state.facts, at, 'trunk-failed', `${trunkId} cause ${cause}`) };
}

/**
 * Another carrier may do what this one did not; but nobody's phone rings twice, and nobody waits for a long list.
 * One that was not dialled at all has nothing to learn from: nothing would have changed.
 */
const mayFailOver = ({ facts, placeUntil }: Ringing, { offer, phase }: Rung, at: number): boolean =>
  phase === 'dialled' &&
  at < placeUntil &&
  facts.attempts.findLast(({ offerId }) => offerId === offer.offerId)?.outcome === 'trunk-failed';

function anotherTrunk(state: Ringing, { offer }: Rung, type: 'ring' | 'ring-again'): Step {
  const { facts, search } = state;
  const without = lostTrunks(facts, offer.offerId);
  const command: Command =
    type === 'ring'
      ? ringAll(facts, search, [offer], without)
      : { type, offer, presented: presentedTo(offer, facts), without };
  return { state, commands: [command] };
}

function tooSlow(state: Ringing, offerId: string, at: number): Step {
  return { state: over(state, offerId, 'not-accepted', at), commands: [{ type: 'hang-up-callee', offerId }] };
}

/** Who need not accept is not heard of before; of several, where the others could not be called, it is who is left. */
function joined(state: Ringing, at: number): Step {
  const one =
    state.rung.find(({ phase }) => phase === 'accepted') ??
    state.rung.find(({ phase }) => phase !== 'over') ??
    state.rung[0];
  if (!one) return stay(state);
  const others = state.facts.held.filter((id) => id !== one.offer.professionalId);
  const reached = attempted(state.facts, one.offer.offerId, 'joined', 0);
  const facts = { ...reached, held: [one.offer.professionalId], offer: one.offer };
  const late = state.rung.filter((other) => other !== one && other.phase === 'whispering');
  const step = connect(facts, at, state.search.rules.longestMs);
  return before([...late.map(hangUpCallee), ...release(others)], step);
}

function unjoined(state: Ringing, ended: RingOutcome, cause: number, at: number): Step {
  const outcome = ended === 'trunk-failed' ? 'unreachable' : ended;
  const facts = { ...note(state.facts, at, outcome, `cause ${cause}`), held: [] };
  const next = notReached(facts, at, state.search, outcome, state.rung[0]?.offer.categoryId ?? null);
  return before(release(state.facts.held), next);
}

function tooLate(state: Ringing, at: number): Step {
  // Not compared with `at`: a timer may come a moment early.
  const silent = state.rung.filter((one) => one.acceptUntil !== null && one.acceptUntil <= state.deadline);
  if (silent.length === 0) return hangUp(note(state.facts, at, 'dial-lost'), at, 'failed');
  const next = silent.reduce((was, one) => over(was, one.offer.offerId, 'not-accepted', at), state);
  return { state: next, commands: silent.map(hangUpCallee) };
}

function over(state: Ringing, offerId: string, outcome: RingOutcome, at: number): Ringing {
  const one = state.rung.find(({ offer, phase }) => offer.offerId === offerId && phase !== 'over');
  if (!one) return state;
  const facts = note(state.facts, at, outcome, whom(one.offer));
  return withDeadline(put({ ...state, facts }, { ...one, phase: 'over', acceptUntil: null }));
}

const find = (state: Ringing, offerId: string, ...phases: Rung['phase'][]): Rung | undefined =>
  state.rung.find((one) => one.offer.offerId === offerId && phases.includes(one.phase));

const put = (state: Ringing, changed: Rung): Ringing => ({
  ...state,
  rung: state.rung.map((one) => (one.offer.offerId === changed.offer.offerId ? changed : one)),
});

/** The next thing to wait for: somebody's acceptance, or Dial itself. */
const withDeadline = (state: Ringing): Ringing => ({
  ...state,
  deadline: Math.min(state.ringUntil, ...state.rung.map((one) => one.acceptUntil ?? Infinity)),
});

export const hangUpCallee = ({ offer }: Rung): Command => ({
  type: 'hang-up-callee',
  offerId: offer.offerId,
});
