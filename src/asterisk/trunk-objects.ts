import type { AriRequest } from './ari-messages.js';

/** What of a trunk Asterisk has to know. */
export interface TrunkSettings {
  id: string;
  host: string;
  port: number;
  transport: 'udp' | 'tcp' | 'tls';
  /** Addresses (IP, IP/mask or IP:port) whose calls are this trunk's. */
  match: string[];
  codecs: string[];
}

/** The opaque name of a trunk's objects in PJSIP; channel names show it. */
export const trunkObject = (trunkId: string): string => `t-${trunkId}`;

/** Every endpoint hides either party from the other; no setting of a trunk switches these off. */
const PRIVATE = {
  direct_media: 'no',
  send_pai: 'no',
  send_rpid: 'no',
  send_diversion: 'no',
  send_connected_line: 'no',
  trust_id_inbound: 'no',
  trust_id_outbound: 'no',
  trust_connected_line: 'no',
  allow_transfer: 'no',
  allow_subscribe: 'no',
  suppress_q850_reason_headers: 'yes',
  sdp_session: '-',
} as const;

/** PJSIP's objects of a trunk, in the order in which they must come. Without an address nobody is let in. */
export function trunkRequests({ id, host, port, transport, match, codecs }: TrunkSettings): AriRequest[] {
  const name = trunkObject(id);
  return [
    put('aor', name, { contact: sipUri('', host, port, transport) }),
    put('endpoint', name, {
      ...PRIVATE,
      context: 'from-trunk',
      // An endpoint that is told again would otherwise take "unknown" for its callers' number.
      callerid: '',
      transport,
      aors: name,
      // By address only: a name is known to too many.
      identify_by: 'ip',
      allow: `!all,${codecs.join(',')}`,
      dtmf_mode: 'rfc4733',
      rtp_symmetric: 'yes',
      force_rport: 'yes',
    }),
    match.length > 0
      ? put('identify', name, { endpoint: name, match: match.join(',') })
      : remove('identify', name),
  ];
}

/** The trunk of an endpoint; null: a phone of our own. */
export const trunkOf = (endpoint: string): string | null =>
  isTrunkObject(endpoint) ? endpoint.slice(trunkObject('').length) : null;

/** Whether a PJSIP object is one of a trunk. */
export const isTrunkObject = (name: string): boolean => name.startsWith('t-');

/** Calls in progress keep the endpoint they began with. */
export const trunkRemovals = (name: string): AriRequest[] =>
  (['identify', 'endpoint', 'aor'] as const).map((type) => remove(type, name));

/**
 * An address that lives from just before it is dialled until just after. `number` is in clear: it goes nowhere else.
 * It stands in a contact of its own, because of an AOR's own contact Asterisk writes into its verbose log that it
 * went, number and all.
 */
export const lineAddress = (offerId: string, number: string, trunk: TrunkSettings): AriRequest[] => [
  put('aor', offerId, {}),
  put('contact', contactOf(offerId), {
    uri: sipUri(`${number}@`, trunk.host, trunk.port, trunk.transport),
    expiration_time: FAR_FUTURE,
  }),
];

/** Takes the number away. What the log tells of a contact that goes is what stands in it last. */
export const blankLineAddress = (offerId: string): AriRequest[] => [
  put('contact', contactOf(offerId), { uri: 'sip:gone@invalid' }),
  remove('contact', contactOf(offerId)),
];

/** What is left then: a name. While its contact is about to go it must stay, or the log tells the number after all. */
export const removeLineAddress = (offerId: string): AriRequest => remove('aor', offerId);

/** PJSIP finds the contacts of an AOR by the beginning of their names. */
const contactOf = (offerId: string): string => encodeURIComponent(`${offerId};@line`);

/** 2100-01-01, in seconds since the epoch. */
const FAR_FUTURE = '4102444800';

const sipUri = (user: string, host: string, port: number, transport: string): string =>
  `sip:${user}${host}:${port}${transport === 'udp' ? '' : `;transport=${transport}`}`;

const put = (type: string, id: string, fields: Record<string, string>): AriRequest => ({
  method: 'PUT',
  uri: `asterisk/config/dynamic/res_pjsip/${type}/${id}`,
  body: { fields: Object.entries(fields).map(([attribute, value]) => ({ attribute, value })) },
});

const remove = (type: string, id: string): AriRequest => ({
  method: 'DELETE',
  uri: `asterisk/config/dynamic/res_pjsip/${type}/${id}`,
});
