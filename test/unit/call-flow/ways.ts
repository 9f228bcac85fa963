import type { CallState, StateName } from '../../../src/call-flow/state.js';
import type { Key } from '../../../src/call-flow/event.js';
import type { Fact } from '../../../src/call-runtime/ports.js';
import { extensionOf, lineEntry, menuEntry, offerOf, SWITCHBOARD } from './cast.js';
import { DrivenCall } from './driven-call.js';

type Turn = Fact | ((state: CallState) => Fact);

const arrived: Turn = { type: 'call-arrived', callId: 'call', dialled: SWITCHBOARD };
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

const dialling = [...menu, ...keys(extensionOf('Ann'))];
const waiting = [...menu, ...keys('10')];
const ringing = [...dialling, found('Ann')];
const several = [...waiting, found('Ann', 'Ben', 'Cora')];
const dedicated: Turn[] = [arrived, { type: 'number-found', entry: lineEntry('Ann') }];

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
    'before the last digit': [...menu, ...keys(extensionOf('Ann').slice(0, 5))],
    'for the last time': [...menu, passed, passed, ...keys('1')],
  },
  searching: {
    'an extension': dialling,
    'for the last time': [...menu, passed, passed, ...keys(extensionOf('Ann'))],
    'the next available': waiting,
    'the second of a hunt': [...waiting, found('Ann'), over('busy')],
    'a number of its own': dedicated,
  },
  ringing: {
    'one, just dialled': ringing,
    'one who listens': [...ringing, answered('Ann')],
    'one who has accepted': [...ringing, answered('Ann'), accepted('Ann')],
    'one who did not': [...ringing, answered('Ann'), passed],
    'one of a hunt, the last try': [
      ...[...waiting, found('Ann'), over('busy')],
      ...[found('Ben'), over('busy'), found('Cora')],
    ],
    'one who needs not accept': [...dialling, found('Eli')],
    'a number of its own': [...dedicated, found('Ann')],
    several,
    'several, two listen': [...several, answered('Ann'), answered('Cora')],
    'several, one has accepted and one listens': [
      ...several,
      answered('Ann'),
      answered('Cora'),
      accepted('Cora'),
    ],
  },
  connected: {
    one: [...ringing, answered('Ann'), accepted('Ann'), joined],
    'one of several': [...several, answered('Ben'), answered('Ann'), accepted('Ben'), joined],
    'a number of its own': [...dedicated, found('Eli'), joined],
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
    'hung up while ringing': [...several, answered('Ann'), { type: 'hang-up-requested' }],
    'hung up by the callee': [...ringing, answered('Ann'), accepted('Ann'), joined, over('answered')],
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
