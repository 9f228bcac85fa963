import {
  acknowledges,
  asks,
  calls,
  getsAnswer,
  isAnswered,
  isHungUp,
  isPast,
  remarks,
  says,
  sdp,
  type Step,
  type Words,
} from '../sipp/scenario.js';
import { CALLER, chatter, history, identities, LINE, NUMBER, reason, text } from './numbers.js';

const FROM = `"Caller in person" <sip:${CALLER}@[local_ip]>`;

/** Calls, does more once it is answered, and waits to be hung up on. */
export const talks = (words: Words, more: Step[] = [], from = FROM): Step[] => [
  calls(NUMBER, from, words),
  isAnswered(NUMBER),
  ...more,
  isPast,
  isHungUp,
];

const named = { headers: identities(CALLER) };
const then = (method: string, words: Words, ...more: Step[]): Step[] =>
  talks({}, [says(method, 2, words, 'caller'), ...more]);
/** No answer comes to what the switchboard does not know. */
const remark = (method: string, words: Words): Step[] => talks({}, [remarks(method, 2, words, 'caller')]);

/** What a caller may say, or its network, that would tell the professional who calls. */
export const callerWays: [string, Step[]][] = [
  [
    'asserts an identity',
    talks({ headers: [...identities(CALLER), `P-Preferred-Identity: <tel:${CALLER}>`] }),
  ],
  ['says how the call came', talks({ headers: history(CALLER) })],
  ['says more than it is asked', talks({ headers: chatter(CALLER) })],
  [
    'has its number in Contact and SDP',
    talks({
      headers: [`Contact: "${CALLER}" <sip:${CALLER}@[local_ip]:[local_port]>`],
      body: sdp([`a=label:${CALLER}`], CALLER.slice(1), `call from ${CALLER}`),
    }),
  ],
  [
    'is anonymous, and known to its network',
    talks(
      { headers: [...identities(CALLER), 'Privacy: id'] },
      [],
      '"Anonymous" <sip:anonymous@anonymous.invalid>',
    ),
  ],
  ['pretends to be the number that it calls', talks({}, [], `<sip:${NUMBER}@[local_ip]>`)],
  ['pretends to be the line that it reaches', talks({}, [], `"${LINE}" <sip:${LINE}@[local_ip]>`)],
  ['names itself in an UPDATE', then('UPDATE', { ...named, body: sdp() }, getsAnswer(200))],
  [
    'names itself in a re-INVITE',
    then('INVITE', { ...named, body: sdp() }, getsAnswer(200), acknowledges(2)),
  ],
  ['refers the callee to itself', remark('REFER', { headers: [`Refer-To: <sip:${CALLER}@192.0.2.1>`] })],
  ['sends a message', remark('MESSAGE', { body: text(CALLER) })],
  ['sends information', remark('INFO', { ...named, body: text(CALLER) })],
];

export const callerGoodbye: Step[] = [
  ...talks({}).slice(0, -1),
  says('BYE', 2, { headers: reason(CALLER) }, 'caller'),
  getsAnswer(200),
];

/** Outside of any call: a message to the line, and a request to call it. */
export const strangers: [string, Step[]][] = [
  ['MESSAGE', [asks('MESSAGE', LINE, CALLER, { body: text(CALLER) }), getsAnswer(501)]],
  [
    'REFER',
    [asks('REFER', LINE, CALLER, { headers: [`Refer-To: <sip:${LINE}@192.0.2.1>`] }), getsAnswer(501)],
  ],
];
