import {
  acknowledges,
  answers,
  getsAnswer,
  isCalled,
  isHungUp,
  isPast,
  receives,
  remarks,
  replies,
  says,
  sdp,
  type Step,
  type Words,
} from '../sipp/scenario.js';
import { chatter, history, identities, LINE, reason, text } from './numbers.js';

/** Answers, does more, and waits to be hung up on. */
export const answered = (words: Words, ...more: Step[]): Step[] => [
  isCalled,
  replies('180 Ringing', words),
  replies('200 OK', { body: sdp(), ...words }),
  receives('ACK'),
  ...more,
  isPast,
  isHungUp,
];

const named = { headers: identities(LINE) };

/** What a callee may try, or its network, to tell the caller who it is; the call goes on all the same. */
export const calleeWays: [string, Step[]][] = [
  ['asserts its identity', answered({ headers: identities(LINE) })],
  ['says how the call came to it', answered({ headers: history(LINE) })],
  ['says more than it is asked', answered({ headers: chatter(LINE) })],
  [
    'says that it forwards the call (181)',
    [
      isCalled,
      replies('181 Forwarded', { headers: [`Contact: <sip:${LINE}@192.0.2.1>`, ...history(LINE)] }),
      ...answered({}).slice(1),
    ],
  ],
  [
    'has its number in Contact and SDP',
    answered({
      headers: [`Contact: "${LINE}" <sip:${LINE}@[local_ip]:[local_port]>`],
      body: sdp([`a=label:${LINE}`, `a=x-number:${LINE}`], LINE.slice(1), `call to ${LINE}`),
    }),
  ],
  ['names itself in an UPDATE', answered({}, says('UPDATE', 1, { ...named, body: sdp() }), getsAnswer(200))],
  [
    'names itself in a re-INVITE',
    answered({}, says('INVITE', 1, { ...named, body: sdp() }), getsAnswer(200), acknowledges(1)),
  ],
  [
    'refers the caller to itself',
    answered(
      {},
      remarks('REFER', 1, {
        headers: [`Refer-To: <sip:${LINE}@192.0.2.1>`, `Referred-By: <sip:${LINE}@192.0.2.1>`],
      }),
    ),
  ],
  ['sends a message', answered({}, remarks('MESSAGE', 1, { body: text(LINE) }))],
  ['sends information', answered({}, remarks('INFO', 1, { ...named, body: text(LINE) }))],
];

/** What it may say as it leaves. */
export const calleeGoodbye: Step[] = [
  ...answered({}).slice(0, -1),
  says('BYE', 1, { headers: reason(LINE) }),
  getsAnswer(200),
];
export const calleeRefusal: Step[] = [
  isCalled,
  replies('486 Busy Here', { headers: [...reason(LINE), ...identities(LINE)] }),
  receives('ACK'),
];
export const calleeRedirection = (target: string): Step[] => [
  isCalled,
  replies('302 Moved', {
    headers: [`Contact: <sip:${target}@192.0.2.1>`, ...history(LINE), ...reason(LINE)],
  }),
  receives('ACK'),
];
export const calleeEarlySound: Step[] = [
  isCalled,
  replies('183 Session Progress', { headers: identities(LINE), body: sdp() }),
  isPast,
  receives('CANCEL'),
  answers('200 OK'),
];
