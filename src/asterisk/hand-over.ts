import type { Offer, RingingRules } from '../call-flow/plan.js';
import { LONGEST_ACCEPTANCE } from '../call-flow/step.js';
import { APP } from './ari-connection.js';
import type { AriRequest } from './ari-messages.js';
import { trunkObject } from './trunk-objects.js';

/** Where and by which trunk a number is dialled: its opaque address, and what its phone shows. */
export interface Dialled {
  trunkId: string;
  address: string;
  presented: string;
}

/** A call as the dialplan is to ring it (asterisk-config/switchboard/extensions.conf, `line`). */
interface HandOver {
  callId: string;
  caller: string;
  offers: Offer[];
  /** By offer. */
  dialled: Map<string, Dialled>;
  rules: RingingRules;
  /** What the caller hears if no service is there when Dial is over: a file, as Asterisk plays it. */
  apology: string;
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
function lines({ callId, offers, dialled, rules, apology }: HandOver): Record<string, string> {
  const common = `gIi${rules.callerHears === 'music' ? 'm' : 'r'}S(${seconds(rules.longestMs)})`;
  const [only, ...others] = offers;
  if (only && others.length === 0) {
    const { LINE, PRESENTED } = lineOf(only, dialled);
    const asks = only.acceptance ? `U(accept^${callId}^${only.offerId})` : '';
    return {
      LINE,
      PRESENTED,
      APOLOGY: apology,
      RING_SECONDS: seconds(rules.ringMs),
      DIAL_OPTIONS: common + asks,
    };
  }
  return {
    // Each leg has its own ring time; who picks up at its end may still listen and accept.
    RING_SECONDS: seconds(rules.ringMs + LONGEST_ACCEPTANCE),
    LINE: offers.map(({ offerId }) => `Local/${offerId}@line-of-several/n`).join('&'),
    DIAL_OPTIONS: common,
    APOLOGY: apology,
    __CALL: callId,
    __LEG_SECONDS: seconds(rules.ringMs),
    PRESENTED: only ? lineOf(only, dialled).PRESENTED : '',
    ...Object.fromEntries(offers.flatMap((offer) => Object.entries(legOf(offer, dialled, '__')))),
  };
}

/** What one leg of several needs; `inherit` is how a variable goes on to the Local channels. */
function legOf(offer: Offer, all: Map<string, Dialled>, inherit: '' | '__'): Record<string, string> {
  const { LINE, PRESENTED } = lineOf(offer, all);
  return {
    [`${inherit}LINE_${offer.offerId}`]: LINE,
    [`${inherit}PRESENTED_${offer.offerId}`]: PRESENTED,
  };
}

/** Has a leg that came back dial once more, by another trunk; the others ring on. */
export function ringAgain(leg: string, offer: Offer, dialled: Dialled): AriRequest[] {
  const variables = Object.entries(legOf(offer, new Map([[offer.offerId, dialled]]), ''));
  return [
    ...variables.map(([name, value]) => setVariable(leg, name, value)),
    {
      method: 'POST',
      uri: `channels/${leg}/continue`,
      query: { context: 'line-of-several', extension: offer.offerId, priority: '1' },
    },
  ];
}

/** The app goes on hearing of a channel that it hands to the dialplan. */
export const follow = (channel: string): AriRequest => ({
  method: 'POST',
  uri: `applications/${APP}/subscription`,
  query: { eventSource: `channel:${channel}` },
});

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

function lineOf({ offerId }: Offer, all: Map<string, Dialled>): { LINE: string; PRESENTED: string } {
  const dialled = all.get(offerId);
  if (!dialled) throw new Error('an offer has no trunk');
  return { LINE: dialString(dialled), PRESENTED: dialled.presented };
}

/** As Asterisk dials it. */
export const dialString = ({ trunkId, address }: Dialled): string =>
  `PJSIP/${trunkObject(trunkId)}/${address}`;

const seconds = (ms: number): string => String(Math.ceil(ms / 1000));
