import type { Key } from '../call-flow/event.js';
import type { Fact } from '../call-runtime/ports.js';
import type { AriEvent } from './ari-messages.js';
import type { LegBook, Legs, Part } from './legs.js';
import { LINE_ANSWERED } from './consent-call.js';
import { dialEnd, ringOutcome } from './ring-outcome.js';
import { sayingIdOf } from './speech.js';

/** An event about a call that is known, in the call flow's words. */
export interface Told {
  legs: Legs;
  fact: Fact;
}

/** Turns ARI's events into facts. Undefined: it says nothing about a call. */
export function translate(event: AriEvent, book: LegBook): Told | undefined {
  if (event.type === 'Dial') return told(book.ofChannel(event.caller?.id), (legs) => dialled(event, legs));
  if (event.type === 'PlaybackFinished') return played(event, book);
  const part = book.ofChannel(event.channel?.id);
  return told(part, (legs) => (part?.offerId ? ofCallee(event, part.offerId) : ofCaller(event, legs)));
}

function ofCaller(event: AriEvent, legs: Legs): Fact | undefined {
  if (legs.isBeingCalled) return ofCalled(event);
  switch (event.type) {
    case 'StasisStart':
      return ringingEnded(event.args ?? []);
    case 'ChannelDtmfReceived':
      return { type: 'key-pressed', key: event.digit as Key };
    case 'ChannelHangupRequest':
    case 'ChannelDestroyed':
      return { type: 'caller-hung-up', cause: event.cause ?? 16 };
    case 'StasisEnd':
      // Also when the call is handed to the dialplan, which is no end.
      return legs.isHandedOver ? undefined : { type: 'caller-hung-up', cause: 16 };
    default:
      return undefined;
  }
}

/** A line that we called, until it answers. */
function ofCalled({ type, args = [], cause = 0, tech_cause: status = 0 }: AriEvent): Fact | undefined {
  if (type === 'StasisStart' && args[0] === LINE_ANSWERED) return { type: 'line-answered' };
  if (type !== 'ChannelDestroyed') return undefined;
  const outcome = ringOutcome({ cause, status });
  return { type: 'line-not-reached', outcome: outcome === 'answered' ? 'no-answer' : outcome, cause };
}

function ofCallee(event: AriEvent, offerId: string): Fact | undefined {
  switch (event.type) {
    case 'ChannelDtmfReceived':
      return { type: 'callee-key-pressed', offerId, key: event.digit as Key };
    default:
      return undefined;
  }
}

/** `Stasis(throughline,rung,DIALSTATUS,HANGUPCAUSE,STATUS)`: Dial has come back. */
function ringingEnded([what, ...how]: string[]): Fact | undefined {
  if (what !== 'rung') return undefined;
  const end = dialEnd(how);
  return { type: 'ringing-ended', outcome: ringOutcome(end), cause: end.cause };
}

/** Dial says ANSWER when it joins the legs: after the callee has accepted, where that is asked for. */
function dialled(event: AriEvent, legs: Legs): Fact | undefined {
  if (event.dialstatus === 'ANSWER') return { type: 'legs-joined' };
  const offerId = legs.offerIds.find((id) => event.peer?.name.includes(id)) ?? legs.offerIds[0];
  if (event.dialstatus !== 'RINGING' || offerId === undefined) return undefined;
  return { type: 'callee-rang', offerId };
}

function played({ playback }: AriEvent, book: LegBook): Told | undefined {
  const channel = playback?.target_uri.replace(/^channel:/, '');
  return told(book.ofChannel(channel), ({ caller }) => {
    const sayingId = playback && channel === caller ? sayingIdOf(playback.id) : undefined;
    if (!playback || sayingId === undefined) return undefined;
    if (playback.state === 'failed') return { type: 'prompts-failed', sayingId, prompt: playback.media_uri };
    return { type: 'prompts-finished', sayingId };
  });
}

function told(part: Part | undefined, tell: (legs: Legs) => Fact | undefined): Told | undefined {
  const fact = part && tell(part.legs);
  return fact && { legs: part.legs, fact };
}
