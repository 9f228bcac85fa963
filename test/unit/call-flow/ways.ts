import type { CodeCheck } from '../../../src/call-flow/plan.js';
import type { CallState, StateName } from '../../../src/call-flow/state.js';
import type { Key } from '../../../src/call-flow/event.js';
import type { Fact } from '../../../src/call-runtime/ports.js';
import {
  ARRIVAL,
  againEntry,
  askOf,
  DOCTOR_1,
  INSURANCE_1,
  INSURANCE_2,
  INSURANCE_3,
  LAST_CALLER,
  LAWYER_1,
  OTHER_TRUNK,
  OTHER_PARTY,
  extensionOf,
  lineEntry,
  menuEntry,
  offerOf,
  offerToCall,
  ownEntry,
  refusedEntry,
  sessionEntry,
  TRUNK,
} from './cast.js';
import { DrivenCall } from './driven-call.js';

type Turn = Fact | ((state: CallState) => Fact);

const arrived: Turn = {
  type: 'call-arrived',
  callId: 'call',
  ...ARRIVAL,
};
const menu: Turn[] = [arrived, { type: 'number-found', entry: menuEntry }];
const spoken: Turn = (state) => ({ type: 'prompts-finished', sayingId: sayingOf(state) });
const passed: Turn = { type: 'deadline-passed' };
const keys = (pressed: string): Turn[] =>
  [...pressed].map((key) => ({ type: 'key-pressed', key: key as Key }));
const found = (...names: string[]): Turn => ({ type: 'line-found', offers: names.map(offerOf) });
const answered = (name: string): Turn => ({ type: 'callee-answered', offerId: offerOf(name).offerId });
const accepted = (name: string): Turn => ({
  type: 'callee-key-pressed',
  offerId: offerOf(name).offerId,
  key: '1',
});
const over = (outcome: 'busy' | 'answered'): Turn => ({ type: 'ringing-ended', outcome, cause: 17 });
const joined: Turn = { type: 'legs-joined' };
const dialledBy = (name: string, trunkId: string): Turn => ({
  type: 'line-dialled',
  offerId: offerOf(name).offerId,
  trunkId,
});
const trunkFailed: Turn = { type: 'ringing-ended', outcome: 'trunk-failed', cause: 34 };

const dialling = [...menu, ...keys(extensionOf(INSURANCE_1))];
const waiting = [...menu, ...keys('10')];
const ringing = [...dialling, found(INSURANCE_1)];
const several = [...waiting, found(INSURANCE_1, INSURANCE_2, INSURANCE_3)];
const dedicated: Turn[] = [arrived, { type: 'number-found', entry: lineEntry(INSURANCE_1) }];

const asked: Turn = { type: 'consent-call-asked', callId: 'call', ask: askOf(DOCTOR_1) };
const verifying: Turn[] = [asked, { type: 'line-answered' }];
/** The question is over, and the code is asked for. */
const heard = [...verifying, spoken];
const checking = [...heard, ...keys('471108')];
const checked = (result: CodeCheck): Turn => ({ type: 'consent-code-checked', result });
const confirming = [...checking, checked('right'), spoken];
const hungUp: Turn = { type: 'caller-hung-up', cause: 16 };

const serving: Turn[] = [arrived, { type: 'number-found', entry: ownEntry(DOCTOR_1) }];
const callingBack = [...serving, ...keys('1')];
const lastCaller: Turn = { type: 'line-found', offers: [offerToCall(DOCTOR_1, LAST_CALLER)] };
const inSession: Turn[] = [arrived, { type: 'number-found', entry: sessionEntry('professional') }];

/** How a call gets into every state, in every guise that matters. */
export const WAYS: Record<StateName, Record<string, Turn[]>> = {
  new: { 'just there': [] },
  arriving: { 'being looked up': [arrived] },
  choosing: {
    'while the menu is said': menu,
    'after the menu': [...menu, spoken],
    'for the last time': [...menu, passed, passed],
    'to call again': [arrived, { type: 'number-found', entry: againEntry(LAWYER_1) }],
    'gone on from the own menu': [...serving, ...keys('0')],
  },
  entering: {
    'while invited': [...menu, ...keys('1')],
    'after the invitation': [...menu, ...keys('1'), spoken],
    'in the midst of it': [...menu, ...keys('1604')],
    'before the last digit': [...menu, ...keys(extensionOf(INSURANCE_1).slice(0, 5))],
    'for the last time': [...menu, passed, passed, ...keys('1')],
  },
  searching: {
    'an extension': dialling,
    'for the last time': [...menu, passed, passed, ...keys(extensionOf(INSURANCE_1))],
    'the next available': waiting,
    'the second of a hunt': [...waiting, found(INSURANCE_1), over('busy')],
    'a number of its own': dedicated,
    again: [arrived, { type: 'number-found', entry: againEntry(LAWYER_1) }, ...keys('0')],
    'the last caller': callingBack,
    'the other party of a session': inSession,
  },
  ringing: {
    'one, just dialled': ringing,
    'one, dialled by a trunk': [...ringing, dialledBy(INSURANCE_1, TRUNK)],
    'one, by another trunk': [...ringing, dialledBy(INSURANCE_1, TRUNK), trunkFailed],
    'one who listens': [...ringing, answered(INSURANCE_1)],
    'one who has accepted': [...ringing, answered(INSURANCE_1), accepted(INSURANCE_1)],
    'one who did not': [...ringing, answered(INSURANCE_1), passed],
    'one of a hunt, the last try': [
      ...[...waiting, found(INSURANCE_1), over('busy')],
      ...[found(INSURANCE_2), over('busy'), found(INSURANCE_3)],
    ],
    'one who needs not accept': [...dialling, found(DOCTOR_1)],
    'a number of its own': [...dedicated, found(INSURANCE_1)],
    'the last caller': [...callingBack, lastCaller],
    'the other party of a session': [
      ...inSession,
      { type: 'line-found', offers: [offerToCall(DOCTOR_1, OTHER_PARTY)] },
    ],
    several,
    'several, dialled by trunks': [
      ...[...several, dialledBy(INSURANCE_1, TRUNK)],
      ...[dialledBy(INSURANCE_2, TRUNK), dialledBy(INSURANCE_3, OTHER_TRUNK)],
    ],
    'several, two listen': [...several, answered(INSURANCE_1), answered(INSURANCE_3)],
    'several, one has accepted and one listens': [
      ...several,
      answered(INSURANCE_1),
      answered(INSURANCE_3),
      accepted(INSURANCE_3),
    ],
  },
  connected: {
    one: [...ringing, answered(INSURANCE_1), accepted(INSURANCE_1), joined],
    'one of several': [
      ...several,
      answered(INSURANCE_2),
      answered(INSURANCE_1),
      accepted(INSURANCE_2),
      joined,
    ],
    'a number of its own': [...dedicated, found(DOCTOR_1), joined],
    'the last caller': [...callingBack, lastCaller, joined],
  },
  offering: {
    'while it is said': [...ringing, over('busy')],
    'after it': [...ringing, over('busy'), spoken],
    'without having rung': [...dialling, { type: 'no-line', reason: 'busy', categoryId: 'insurance' }],
  },
  asking: {
    'just called': [asked],
    'by a trunk': [asked, { type: 'line-dialled', offerId: 'call', trunkId: TRUNK }],
  },
  verifying: {
    'while the question is said': verifying,
    'while the code is asked for': heard,
    'after that': [...heard, spoken],
    'in the midst of the question': [...verifying, ...keys('47')],
    'before the last digit': [...heard, ...keys('47110')],
    'after a wrong code': [...checking, checked('wrong')],
    'for the last time in silence': [...verifying, passed, passed],
    'for the last time': [...verifying, ...keys('*****')],
  },
  checking: {
    'a first code': checking,
    'a code entered into the question': [...verifying, ...keys('471108')],
    'the last one': [...verifying, ...keys('*****471108')],
  },
  confirming: {
    'while it is asked': [...checking, checked('right')],
    'after that': confirming,
    'while the question is said': [...verifying, ...keys('471108'), checked('right')],
    'for the last time': [...confirming, passed, passed],
  },
  recording: {
    'with the owner there': [...confirming, ...keys('1')],
    'with the owner gone': [...confirming, ...keys('1'), hungUp],
    'let go': [...confirming, ...keys('1'), { type: 'hang-up-requested' }],
  },
  serving: {
    'while it is said': serving,
    'after that': [...serving, spoken],
    'with nothing to do but stop': [
      arrived,
      {
        type: 'number-found',
        entry: ownEntry(DOCTOR_1, { away: true, missed: 11, canCallBack: false, consented: false }),
      },
    ],
    'before the withdrawal': [...serving, ...keys('9')],
    'for the last time': [...serving, passed, passed],
    'after a change': [...serving, ...keys('2'), { type: 'professional-changed', change: 'away' }],
    'after none': [...serving, ...keys('2'), { type: 'professional-not-changed', change: 'away' }],
  },
  changing: {
    away: [...serving, ...keys('2')],
    'to withdraw': [...serving, ...keys('99')],
  },
  ending: {
    'while it says goodbye': [...waiting, { type: 'no-line', reason: 'busy' }],
    refused: [arrived, { type: 'number-found', entry: refusedEntry }],
    'a line that does not answer': [asked, passed],
    'thanks for the yes': [...confirming, ...keys('1'), { type: 'consent-recorded' }],
    'with the yes given up for lost': [...confirming, ...keys('1'), passed],
    'after a no': [...confirming, ...keys('2')],
    unanswered: [arrived, { type: 'number-unknown' }],
    'hung up': [...menu, { type: 'hang-up-requested' }],
    'hung up while ringing': [...several, answered(INSURANCE_1), { type: 'hang-up-requested' }],
    'hung up by the callee': [
      ...ringing,
      answered(INSURANCE_1),
      accepted(INSURANCE_1),
      joined,
      over('answered'),
    ],
  },
  ended: {
    'without a consent': [...confirming, hungUp],
    abandoned: [...menu, { type: 'caller-hung-up', cause: 16 }],
    'after a conversation': [...ringing, joined, { type: 'caller-hung-up', cause: 16 }],
  },
};

export function callBy(way: Turn[]): DrivenCall {
  const call = new DrivenCall();
  for (const turn of way) {
    const fact = typeof turn === 'function' ? turn(call.state) : turn;
    if (fact.type === 'deadline-passed') call.passDeadline();
    else call.happen(fact);
    call.at += 100;
  }
  return call;
}

export const sayingOf = (state: CallState): number => ('saying' in state ? (state.saying ?? 0) : 0);
