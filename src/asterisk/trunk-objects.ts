import type { AriRequest } from './ari-messages.js';
import { put, remove, type PjsipObject } from './pjsip-object.js';

/** A name and a password, by which one side knows the other. */
export interface Credential {
  username: string;
  password: string;
}

/** What of a trunk Asterisk has to know. */
export interface TrunkSettings {
  id: string;
  host: string;
  port: number;
  transport: 'udp' | 'tcp' | 'tls';
  media: 'rtp' | 'srtp';
  /** Addresses (IP, IP/mask or IP:port) whose calls are this trunk's. */
  match: string[];
  /** Whether the carrier is told where we are, by REGISTER. */
  registers: boolean;
  /** How often it is asked whether it is there (s); 0: never. */
  probeSeconds: number;
  codecs: string[];
  /** Ours at the carrier. */
  ours?: Credential | undefined;
  /** The carrier's at us. */
  theirs?: Credential | undefined;
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

/** How long a carrier may take to answer a probe (s). */
export const PROBE_TIMEOUT = 3;

/** PJSIP's objects of a trunk, in the order in which they must come. */
export function trunkObjects(trunk: TrunkSettings): PjsipObject[] {
  const { ours, theirs, registers, match } = trunk;
  const name = trunkObject(trunk.id);
  return [
    aor(name, trunk),
    ...(ours ? [auth(`${name}-ours`, ours)] : []),
    ...(theirs ? [auth(`${name}-theirs`, theirs)] : []),
    endpoint(name, trunk),
    ...(match.length > 0 ? [identify(name, name, { match: match.join(',') })] : []),
    ...(theirs ? [identify(`${name}-theirs`, name, { match_header: answersAs(theirs) })] : []),
    ...(registers && ours ? [registration(name, trunk, ours)] : []),
  ];
}

/** Every object a trunk may have, the first to be removed first; the endpoint last: by it a trunk is found. */
export const trunkPlaces = (name: string): Pick<PjsipObject, 'type' | 'id'>[] => [
  { type: 'registration', id: name },
  { type: 'identify', id: name },
  { type: 'identify', id: `${name}-theirs` },
  { type: 'auth', id: `${name}-ours` },
  { type: 'auth', id: `${name}-theirs` },
  { type: 'aor', id: name },
  { type: 'endpoint', id: name },
];

const aor = (id: string, { host, port, transport, probeSeconds }: TrunkSettings): PjsipObject => ({
  type: 'aor',
  id,
  fields: {
    contact: sipUri('', host, port, transport),
    qualify_frequency: String(probeSeconds),
    // Who answers 503 to a question is not well.
    qualify_2xx_only: 'yes',
    qualify_timeout: String(PROBE_TIMEOUT),
  },
});

const auth = (id: string, { username, password }: Credential): PjsipObject => ({
  type: 'auth',
  id,
  fields: { auth_type: 'digest', username, password },
});

const identify = (id: string, endpoint: string, how: Record<string, string>): PjsipObject => ({
  type: 'identify',
  id,
  fields: { endpoint, ...how },
});

/** Whoever answers our challenge under that name; whether with the right password, the endpoint's auth finds out. */
const answersAs = ({ username }: Credential): string =>
  `Authorization: /username="${username.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}"/`;

/**
 * Whose calls they are, an address tells or a password; never a name, which is known to too many. With both, either
 * the address or the name brings them to this endpoint, and then the password is asked for. Asterisk's own
 * `auth_username` takes the name for the endpoint's.
 */
const endpoint = (name: string, { transport, media, codecs, ours, theirs }: TrunkSettings): PjsipObject => ({
  type: 'endpoint',
  id: name,
  fields: {
    ...PRIVATE,
    context: 'from-trunk',
    // An endpoint that is told again would otherwise take "unknown" for its callers' number.
    callerid: '',
    transport,
    aors: name,
    auth: theirs ? `${name}-theirs` : '',
    outbound_auth: ours ? `${name}-ours` : '',
    identify_by: theirs ? 'ip,header' : 'ip',
    allow: `!all,${codecs.join(',')}`,
    dtmf_mode: 'rfc4733',
    rtp_symmetric: 'yes',
    media_encryption: media === 'srtp' ? 'sdes' : 'no',
    media_encryption_optimistic: 'no',
  },
});

/**
 * Calls that come by it are known by the line, a secret that only the registrar was told, and are sent to
 * `registered`, where the dialplan looks for the number that was dialled.
 */
const registration = (id: string, trunk: TrunkSettings, { username }: Credential): PjsipObject => ({
  type: 'registration',
  id,
  fields: {
    transport: trunk.transport,
    server_uri: sipUri('', trunk.host, trunk.port, trunk.transport),
    client_uri: sipUri(`${encodeURIComponent(username)}@`, trunk.host, trunk.port, trunk.transport),
    contact_user: 'registered',
    outbound_auth: `${id}-ours`,
    line: 'yes',
    endpoint: id,
    expiration: '300',
    // Tried again for ever: a password is mended at the carrier's side too.
    max_retries: '1000000',
    auth_rejection_permanent: 'no',
    retry_interval: '15',
    forbidden_retry_interval: '60',
    fatal_retry_interval: '60',
    max_random_initial_delay: '0',
  },
});

/** The trunk of an endpoint; null: a phone of our own. */
export const trunkOf = (endpoint: string): string | null =>
  isTrunkObject(endpoint) ? endpoint.slice(trunkObject('').length) : null;

/** Whether a PJSIP object is one of a trunk. */
export const isTrunkObject = (name: string): boolean => name.startsWith('t-');

/**
 * An address that lives from just before it is dialled until just after. `number` is in clear: it goes nowhere else.
 * It stands in a contact of its own, because of an AOR's own contact Asterisk writes into its verbose log that it
 * went, number and all.
 */
export const lineAddress = (offerId: string, number: string, trunk: TrunkSettings): AriRequest[] => [
  put({ type: 'aor', id: offerId, fields: {} }),
  put({
    type: 'contact',
    id: contactOf(offerId),
    fields: {
      uri: sipUri(`${number}@`, trunk.host, trunk.port, trunk.transport),
      expiration_time: FAR_FUTURE,
    },
  }),
];

/** Takes the number away. What the log tells of a contact that goes is what stands in it last. */
export const blankLineAddress = (offerId: string): AriRequest[] => [
  put({ type: 'contact', id: contactOf(offerId), fields: { uri: 'sip:gone@invalid' } }),
  remove({ type: 'contact', id: contactOf(offerId) }),
];

/** What is left then: a name. While its contact is about to go it must stay, or the log tells the number after all. */
export const removeLineAddress = (offerId: string): AriRequest => remove({ type: 'aor', id: offerId });

/** PJSIP finds the contacts of an AOR by the beginning of their names. */
const contactOf = (offerId: string): string => encodeURIComponent(`${offerId};@line`);

/** 2100-01-01, in seconds since the epoch. */
const FAR_FUTURE = '4102444800';

const sipUri = (user: string, host: string, port: number, transport: string): string =>
  `sip:${user}${host}:${port}${transport === 'udp' ? '' : `;transport=${transport}`}`;
