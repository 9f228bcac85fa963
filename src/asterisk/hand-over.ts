import type { Offer, RingingRules } from '../call-flow/plan.js';
import { LONGEST_ACCEPTANCE } from '../call-flow/step.js';
import type { AriRequest } from './ari-messages.js';
import type { Way } from '../trunks/outbound-trunks.js';
import { trunkObject } from './trunk-objects.js';

/** A call as the dialplan is to ring it (asterisk-config/switchboard/extensions.conf, `line`). */
interface HandOver {
  callId: string;
  caller: string;
  offers: Offer[];
  /** By offer. */
  ways: Map<string, Way>;
  rules: RingingRules;
}

/** What the dialplan needs, and the request that lets it have the caller, to be sent when it has all of it. */
export function handOver(call: HandOver): { variables: AriRequest[]; go: AriRequest } {
  const variables = Object.entries(lines(call));
  return {
    variables: variables.map(([name, value]) => setVariable(call.caller, name, value)),
    go: {
      method: 'POST',
      uri: `channels/${call.caller}/continue`,
      query: { context: 'line', extension: call.offers.length > 1 ? 'several' : 'one', priority: '1' },
    },
  };
}

/**
 * Dial's options: g comes back when the callee hangs up, I stops connected-line updates, i follows no redirection
 * (it would lead into our own dialplan), r or m keeps the callee's early media from the caller, S ends the
 * conversation in time, U asks the callee first.
 */
function lines({ callId, offers, ways, rules }: HandOver): Record<string, string> {
  const common = `gIi${rules.callerHears === 'music' ? 'm' : 'r'}S(${seconds(rules.longestMs)})`;
  const [only, ...others] = offers;
  if (only && others.length === 0) {
    const { LINE, PRESENTED } = lineOf(only, ways);
    const asks = only.acceptance ? `U(accept^${callId}^${only.offerId})` : '';
    return { LINE, PRESENTED, RING_SECONDS: seconds(rules.ringMs), DIAL_OPTIONS: common + asks };
  }
  return {
    // Each leg has its own ring time; who picks up at its end may still listen and accept.
    RING_SECONDS: seconds(rules.ringMs + LONGEST_ACCEPTANCE),
    LINE: offers.map(({ offerId }) => `Local/${offerId}@line-of-several/n`).join('&'),
    DIAL_OPTIONS: common,
    __CALL: callId,
    __LEG_SECONDS: seconds(rules.ringMs),
    PRESENTED: only ? lineOf(only, ways).PRESENTED : '',
    ...Object.fromEntries(offers.flatMap((offer) => Object.entries(legOf(offer, ways, '__')))),
  };
}

/** What one leg of several needs; `inherit` is how a variable goes on to the Local channels. */
function legOf(offer: Offer, ways: Map<string, Way>, inherit: '' | '__'): Record<string, string> {
  const { LINE, PRESENTED } = lineOf(offer, ways);
  return {
    [`${inherit}LINE_${offer.offerId}`]: LINE,
    [`${inherit}PRESENTED_${offer.offerId}`]: PRESENTED,
  };
}

/** Has a leg that came back dial once more, by another trunk; the others ring on. */
export function ringAgain(leg: string, offer: Offer, way: Way): AriRequest[] {
  const variables = Object.entries(legOf(offer, new Map([[offer.offerId, way]]), ''));
  return [
    ...variables.map(([name, value]) => setVariable(leg, name, value)),
    {
      method: 'POST',
      uri: `channels/${leg}/continue`,
      query: { context: 'line-of-several', extension: offer.offerId, priority: '1' },
    },
  ];
}

/** Lets an answered callee through to the caller. */
export const letThrough = (callee: string): AriRequest => ({
  method: 'POST',
  uri: `channels/${callee}/continue`,
  query: { context: 'accept', extension: 'accepted', priority: '1' },
});

const setVariable = (channel: string, variable: string, value: string): AriRequest => ({
  method: 'POST',
  uri: `channels/${channel}/variable`,
  query: { variable, value },
});

/** The opaque address under which a direct line is dialled, the offer's id on the trunk, and what its phone shows. */
function lineOf({ offerId }: Offer, ways: Map<string, Way>): { LINE: string; PRESENTED: string } {
  const way = ways.get(offerId);
  if (!way) throw new Error('an offer has no trunk');
  return { LINE: `PJSIP/${trunkObject(way.trunkId)}/${offerId}`, PRESENTED: way.presented };
}

const seconds = (ms: number): string => String(Math.ceil(ms / 1000));
