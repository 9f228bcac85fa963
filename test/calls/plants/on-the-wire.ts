import type { Change } from '../support/leaky-exchange.js';

/** One way in which a switchboard gives a number away, and how the search tells of it. */
export interface Plant extends Change {
  name: string;
  caught: RegExp;
  /** It shows only while they talk. */
  talking?: boolean;
  /** It shows in the media alone. */
  inMedia?: boolean;
  /** The leak begins a moment after the call has. */
  talksOn?: boolean;
}

export const CALLER = '+12025550146';
export const LINE = '+12025550160';

const MASK = 'exten => s,1,Set(CALLERID';
const MASK_BACK = 'same => n,Set(CONNECTEDLINE';
const DIAL = 'same => n,Dial(${LINE},${RING_SECONDS}';

const UNMASKED = { [MASK]: 'exten => s,1,NoOp()', [MASK_BACK]: ' same => n,NoOp()' };
const dial = (options: string): Record<string, string> => ({
  [DIAL]: ` same => n,Dial(\${LINE},\${RING_SECONDS},${options})`,
});
/** Something that comes before everything else; the mask stays. */
const first = (what: string): Record<string, string> => ({
  [MASK]: `exten => s,1,${what}\n same => n,Set(CALLERID(all)="\${PRESENTED}" <\${PRESENTED}>)`,
});

/** Adds a header to the INVITE of the line. */
const header = (name: string, value: string): Change => ({
  modules: ['res_pjsip_header_funcs', 'func_base64'],
  dialplan: dial('${DIAL_OPTIONS}b(plant^s^1)'),
  more: `[plant]\nexten => s,1,Set(PJSIP_HEADER(add,${name})=${value})\n same => n,Return()\n`,
});

export const plants: Plant[] = [
  { name: "the caller's number in From", dialplan: UNMASKED, caught: /to a line, in INVITE, from/ },
  {
    name: "the caller's number as a name",
    dialplan: { [MASK]: 'exten => s,1,Set(CALLERID(all)="${CALLERID(num)}" <${PRESENTED}>)' },
    caught: /to a line, in INVITE, from/,
  },
  {
    name: 'P-Asserted-Identity to the line',
    dialplan: UNMASKED,
    endpoint: { send_pai: 'yes', trust_id_outbound: 'yes' },
    caught: /to a line, in INVITE, p-asserted-identity/,
  },
  {
    name: 'Remote-Party-ID to the line',
    dialplan: UNMASKED,
    endpoint: { send_rpid: 'yes', trust_id_outbound: 'yes' },
    caught: /to a line, in INVITE, remote-party-id/,
  },
  {
    name: 'Diversion to the line',
    modules: ['res_pjsip_diversion'],
    dialplan: first(`Set(REDIRECTING(count)=1)\n same => n,Set(REDIRECTING(from-num)=${CALLER})`),
    endpoint: { send_diversion: 'yes' },
    caught: /to a line, in INVITE, diversion/,
  },
  {
    name: "the line's identity to the caller",
    dialplan: dial('gr'),
    endpoint: {
      trust_id_inbound: 'yes',
      send_pai: 'yes',
      send_connected_line: 'yes',
      trust_connected_line: 'yes',
    },
    caught: /to a caller, in \d+ to INVITE, p-asserted-identity/,
  },
  {
    name: 'direct media',
    talking: true,
    endpoint: { direct_media: 'yes' },
    caught: /the other party's media address went to a caller/,
  },
  {
    name: 'media that passes the switchboard by',
    inMedia: true,
    talking: true,
    endpoint: { direct_media: 'yes' },
    talksOn: true,
    caught: /a party's media went to a party, in a packet \(past the switchboard\)/,
  },
  { name: 'the Contact', endpoint: { contact_user: CALLER }, caught: /to a line, in INVITE, contact/ },
  { name: "SDP's subject", endpoint: { sdp_session: LINE }, caught: /to a caller, in 200 to INVITE, body/ },
  {
    name: "SDP's owner",
    endpoint: { sdp_owner: LINE.slice(1) },
    caught: /to a caller, in 200 to INVITE, body/,
  },
  {
    name: 'a header in base64',
    ...header('X-Ref', `\${BASE64_ENCODE(${CALLER})}`),
    caught: /x-ref \(base64\)/,
  },
  {
    name: 'a header in hex',
    ...header('X-Ref', Buffer.from(CALLER).toString('hex')),
    caught: /x-ref \(hex\)/,
  },
  {
    name: 'the text of a Reason',
    ...header('Reason', 'Q.850\\;cause=16\\;text="for 202-555-0146"'),
    caught: /to a line, in INVITE, reason/,
  },
  {
    name: 'DTMF',
    inMedia: true,
    talking: true,
    dialplan: dial(`\${DIAL_OPTIONS}D(${CALLER.slice(2)})`),
    caught: /DTMF \(keys\)/,
  },
  {
    name: 'DTMF by INFO',
    talking: true,
    dialplan: dial(`\${DIAL_OPTIONS}D(${CALLER.slice(2)})`),
    endpoint: { dtmf_mode: 'info' },
    caught: /DTMF \(keys\)/,
  },
  {
    name: 'a redirection (302)',
    modules: ['app_transfer'],
    dialplan: first(`Transfer(PJSIP/sip:${LINE}@192.0.2.1)`),
    caught: /to a caller, in 302 to INVITE, contact/,
  },
  {
    name: 'a MESSAGE',
    modules: ['res_pjsip_messaging', 'app_sendtext'],
    dialplan: first('Answer()\n same => n,SendText(call 1 (202) 555 0160)'),
    caught: /to a caller, in MESSAGE, body/,
  },
  {
    name: 'the bytes of the sound',
    inMedia: true,
    dialplan: first('Answer()\n same => n,Playback({{PROMPTS}}/plant)'),
    caught: /to a party, in a packet \(digits\)/,
  },
];
