/** What a SIP peer says and expects, as elements of a SIPp scenario. */
export type Step = string;

export interface Words {
  /** Lines as they go out. */
  headers?: string[];
  body?: Body;
}

interface Body {
  type: string;
  text: string;
}

/** Keeps what a request inside the dialog needs: where to, and both ends with their tags. */
const KEEP = {
  callee: keep('From:', 'To:'),
  caller: keep('To:', 'From:'),
};

function keep(them: string, us: string): string {
  return `<action>
    <ereg regexp="sip:[^&gt;]*" search_in="hdr" header="Contact:" assign_to="target"/>
    <ereg regexp=".*" search_in="hdr" header="${them}" assign_to="them"/>
    <ereg regexp=".*" search_in="hdr" header="${us}" assign_to="us"/>
  </action>`;
}

/** Says something: a request again and again until it is answered, as UDP wants it, unless `once`. */
const send = (start: string, lines: string[], { headers = [], body }: Words = {}, once = false): Step => {
  const type = body ? [`Content-Type: ${body.type}`] : [];
  const head = [start, ...lines, ...headers, ...type, 'Content-Length: [len]'];
  const again = once || start.startsWith('SIP/2.0') ? '' : ' retrans="500"';
  return `<send${again}><![CDATA[\n${head.join('\n')}\n\n${body ? `${body.text}\n` : ''}]]></send>`;
};

export const receives = (request: string): Step => `<recv request="${request}"/>`;
export const getsAnswer = (status: number): Step => `<recv response="${status}"/>`;
export const pauses = (ms: number): Step => `<pause milliseconds="${ms}"/>`;

export const sdp = (more: string[] = [], origin = '-', subject = '-'): Body => ({
  type: 'application/sdp',
  text: [
    'v=0',
    `o=${origin} 1 1 IN IP4 [local_ip]`,
    `s=${subject}`,
    'c=IN IP4 [media_ip]',
    't=0 0',
    'm=audio [media_port] RTP/AVP 0 101',
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:101 telephone-event/8000',
    ...more,
  ].join('\n'),
});

/** The answer to what was received last. */
export const answers = (status: string, words: Words = {}): Step =>
  send(
    `SIP/2.0 ${status}`,
    ['[last_Via:]', '[last_From:]', '[last_To:]', '[last_Call-ID:]', '[last_CSeq:]'],
    words,
  );

/** A callee's answer to the INVITE. */
export const replies = (status: string, words: Words = {}): Step =>
  send(
    `SIP/2.0 ${status}`,
    ['[last_Via:]', '[last_From:]', '[last_To:];tag=callee', '[last_Call-ID:]', '[last_CSeq:]'],
    { ...words, headers: [...contact(words.headers), ...(words.headers ?? [])] },
  );

export const isCalled: Step = `<recv request="INVITE">${KEEP.callee}</recv>`;

/** An INVITE whose message has `text` in it. */
export const isCalledWith = (text: string): Step =>
  isCalled.replace(
    '<action>',
    `<action><ereg regexp="${text}" search_in="msg" check_it="true" assign_to="target"/>`,
  );

/** Asks whoever calls for a password, as a server (401) or a proxy (407) does. */
export const challenges = (status: 401 | 407, { realm, nonce }: { realm: string; nonce: string }): Step => {
  const header = status === 401 ? 'WWW-Authenticate' : 'Proxy-Authenticate';
  const challenge = `${header}: Digest realm="${realm}", nonce="${nonce}", algorithm=MD5`;
  return replies(`${status} Who are you`, { headers: [challenge] }) + receives('ACK');
};

/** To whom an INVITE goes, where that is not the number alone. */
interface Target {
  /** The request line's. */
  uri?: string;
  /** Which INVITE of the call it is. */
  count?: number;
}

const targetOf = (number: string): string => `sip:${number}@[remote_ip]:[remote_port]`;

/** A caller's INVITE, until it is answered. */
export function calls(
  number: string,
  from: string,
  words: Words = {},
  { uri = targetOf(number), count = 1 }: Target = {},
): Step {
  const lines = [
    'Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]',
    `From: ${from};tag=caller`,
    `To: <${targetOf(number)}>`,
    'Call-ID: [call_id]',
    `CSeq: ${count} INVITE`,
    'Max-Forwards: 70',
    ...contact(words.headers),
  ];
  return send(`INVITE ${uri} SIP/2.0`, lines, { body: sdp(), ...words });
}

/** A caller's INVITE that is answered only when it is sent again with a password. */
export const callsWithPassword = (number: string, from: string, username: string, password: string): Step =>
  calls(number, from) +
  '<recv response="401" auth="true"/>' +
  // The branch of the INVITE, two messages before: else this is no ACK of it.
  acknowledges(1, targetOf(number)).replace('[branch]', '[branch-2]') +
  calls(
    number,
    from,
    { headers: [`[authentication username=${username} password=${password}]`] },
    { count: 2 },
  );

export const isRung: Step = [100, 180, 183]
  .map((status) => `<recv response="${status}" optional="true"/>`)
  .join('');
export const isAnswered = (number: string, count = 1): Step =>
  `${isRung}<recv response="200">${KEEP.caller}</recv>` + acknowledges(count, targetOf(number));

type Side = 'callee' | 'caller';

/** A request in the dialog, of either side; `number` counts its requests. */
export const says = (method: string, number: number, words: Words = {}, side: Side = 'callee'): Step =>
  send(`${method} [$target] SIP/2.0`, inDialog(method, number, words, side), words);

/** The same, when no answer will come. */
export const remarks = (method: string, number: number, words: Words = {}, side: Side = 'callee'): Step =>
  send(`${method} [$target] SIP/2.0`, inDialog(method, number, words, side), words, true);

const inDialog = (method: string, number: number, words: Words, side: Side): string[] => [
  'Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]',
  // A callee's own end had no tag when it was kept.
  `From:[$us]${side === 'callee' ? ';tag=callee' : ''}`,
  'To:[$them]',
  'Call-ID: [call_id]',
  `CSeq: ${number} ${method}`,
  'Max-Forwards: 70',
  ...contact(words.headers),
];

/** A request that belongs to no call. */
export const asks = (method: string, to: string, from: string, words: Words = {}): Step =>
  send(
    `${method} sip:${to}@[remote_ip]:[remote_port] SIP/2.0`,
    [
      'Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]',
      `From: <sip:${from}@[local_ip]>;tag=stranger`,
      `To: <sip:${to}@[remote_ip]:[remote_port]>`,
      'Call-ID: [call_id]',
      `CSeq: 1 ${method}`,
      'Max-Forwards: 70',
      ...contact(words.headers),
    ],
    words,
  );

export const acknowledges = (number: number, target = '[$target]'): Step =>
  `<send><![CDATA[
ACK ${target} SIP/2.0
Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
[last_From:]
[last_To:]
[last_Call-ID:]
CSeq: ${number} ACK
Max-Forwards: 70
Content-Length: 0

]]></send>`;

/** Where a test may wait for the scenario (`Play.isPast`); the peer puts a file name there. */
export const MARK = '{{MARK}}';
export const isPast: Step = `<nop><action><exec command="touch ${MARK}"/></action></nop>`;

/** Waits for the other side to hang up. */
export const isHungUp: Step = receives('BYE') + answers('200 OK');

/** A whole scenario. */
export const scenario = (name: string, steps: Step[]): string => `<?xml version="1.0" encoding="UTF-8"?>
<scenario name="${name}">
${steps.join('\n')}
${steps.join().includes('assign_to') ? '<Reference variables="target,them,us"/>' : ''}
</scenario>
`;

const contact = (headers: string[] = []): string[] =>
  headers.some((line) => line.startsWith('Contact:'))
    ? []
    : ['Contact: <sip:peer@[local_ip]:[local_port];transport=[transport]>'];
