import type { Offer, RingingRules } from '../call-flow/plan.js';
import { LONGEST_ACCEPTANCE } from '../call-flow/step.js';
import type { AriRequest } from './ari-messages.js';
import { trunkObject } from './trunk-objects.js';

/** A call as the dialplan is to ring it (asterisk-config/switchboard/extensions.conf, `line`). */
interface HandOver {
  callId: string;
  caller: string;
  offers: Offer[];
  rules: RingingRules;
  presented: string;
}

/** What the dialplan needs, and the request that lets it have the caller, to be sent when it has all of it. */
export function handOver(call: HandOver): { variables: AriRequest[]; go: AriRequest } {
  const variables = Object.entries({ PRESENTED: call.presented, ...lines(call) });
  return {
    variables: variables.map(([name, value]) => setVariable(call.caller, name, value)),
    go: {
      method: 'POST',
      uri: `channels/${call.caller}/continue`,
      query: { context: 'line', extension: 'ring', priority: '1' },
    },
  };
}

/**
 * Dial's options: g comes back when the callee hangs up, I stops connected-line updates, i follows no redirection
 * (it would lead into our own dialplan), r or m keeps the callee's early media from the caller, S ends the
 * conversation in time, U asks the callee first.
 */
function lines({ callId, offers, rules }: HandOver): Record<string, string> {
  const common = `gIi${rules.callerHears === 'music' ? 'm' : 'r'}S(${seconds(rules.longestMs)})`;
  const [only, ...others] = offers;
  if (only && others.length === 0) {
    const asks = only.acceptance ? `U(accept^${callId}^${only.offerId})` : '';
    return { LINE: line(only), RING_SECONDS: seconds(rules.ringMs), DIAL_OPTIONS: common + asks };
  }
  return {
    // Each leg has its own ring time; who picks up at its end may still listen and accept.
    RING_SECONDS: seconds(rules.ringMs + LONGEST_ACCEPTANCE),
    LINE: offers.map(({ offerId }) => `Local/${offerId}@line-of-several/n`).join('&'),
    DIAL_OPTIONS: common,
    __CALL: callId,
    __LEG_SECONDS: seconds(rules.ringMs),
    ...Object.fromEntries(offers.map((offer) => [`__LINE_${offer.offerId}`, line(offer)])),
  };
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

/** The opaque address under which a direct line is dialled: the offer's id, on the trunk. */
const line = ({ trunkId, offerId }: Offer): string => `PJSIP/${trunkObject(trunkId)}/${offerId}`;

const seconds = (ms: number): string => String(Math.ceil(ms / 1000));
