import type { CallState, StateName } from '../../../src/call-flow/state.js';
import type { Key } from '../../../src/call-flow/event.js';
import type { Fact } from '../../../src/call-runtime/ports.js';
import {
  CALLER,
  DOCTOR_1,
  INSURANCE_1,
  INSURANCE_2,
  INSURANCE_3,
  extensionOf,
  lineEntry,
  menuEntry,
  offerOf,
  SWITCHBOARD,
} from './cast.js';
import { DrivenCall } from './driven-call.js';

type Turn = Fact | ((state: CallState) => Fact);

const arrived: Turn = { type: 'call-arrived', callId: 'call', dialled: SWITCHBOARD, caller: CALLER };
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

const dialling = [...menu, ...keys(extensionOf(INSURANCE_1))];
const waiting = [...menu, ...keys('10')];
const ringing = [...dialling, found(INSURANCE_1)];
const several = [...waiting, found(INSURANCE_1, INSURANCE_2, INSURANCE_3)];
const dedicated: Turn[] = [arrived, { type: 'number-found', entry: lineEntry(INSURANCE_1) }];

/** How a call gets into every state, in every guise that matters. */
export const WAYS: Record<StateName, Record<string, Turn[]>> = {
  new: { 'just there': [] },
  arriving: { 'being looked up': [arrived] },
  choosing: {
    'while the menu is said': menu,
    'after the menu': [...menu, spoken],
    'for the last time': [...menu, passed, passed],
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
  },
  ringing: {
    'one, just dialled': ringing,
    'one who listens': [...ringing, answered(INSURANCE_1)],
    'one who has accepted': [...ringing, answered(INSURANCE_1), accepted(INSURANCE_1)],
    'one who did not': [...ringing, answered(INSURANCE_1), passed],
    'one of a hunt, the last try': [
      ...[...waiting, found(INSURANCE_1), over('busy')],
      ...[found(INSURANCE_2), over('busy'), found(INSURANCE_3)],
    ],
    'one who needs not accept': [...dialling, found(DOCTOR_1)],
    'a number of its own': [...dedicated, found(INSURANCE_1)],
    several,
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
  },
  offering: {
    'while it is said': [...ringing, over('busy')],
    'after it': [...ringing, over('busy'), spoken],
    'without having rung': [...dialling, { type: 'no-line', reason: 'busy', categoryId: 'insurance' }],
  },
  ending: {
    'while it says goodbye': [...waiting, { type: 'no-line', reason: 'busy' }],
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
