import type { CallEventType } from '../../../src/call-flow/event.js';
import type { StateName } from '../../../src/call-flow/state.js';
import { HAPPENINGS } from './happenings.js';
import { namesOfType } from './names-of-type.js';
import { callBy, WAYS } from './ways.js';

/** Deadlines a call may need to come to its end when nobody does anything any more. */
const MOST_DEADLINES = 20;

const ways = Object.entries(WAYS).flatMap(([state, some]) =>
  Object.entries(some).map(([guise, way]) => ({ state: state as StateName, guise, way })),
);

describe('every state with every event', () => {
  it('leaves out no state', () => {
    expect(Object.keys(WAYS).sort()).toEqual(namesOfType('state', 'StateName'));
  });

  it('leaves out no event', () => {
    expect(Object.keys(HAPPENINGS).sort()).toEqual(namesOfType('event', 'CallEventType'));
  });

  it.each(ways)('$state ($guise) is reached', ({ state, way }) => {
    expect(callBy(way).state.name).toBe(state);
  });

  describe.each(ways)('$state ($guise)', ({ way }) => {
    it.each(Object.keys(HAPPENINGS) as CallEventType[])('%s, and then nothing', (type) => {
      for (const i of HAPPENINGS[type](callBy(way).state).keys()) {
        const call = callBy(way);
        const happening = HAPPENINGS[type](call.state)[i];
        if (type === 'deadline-passed') call.at = Math.max(call.at, Math.min(call.deadline, 1e15));
        if (happening) call.happen(happening);
        // A call of which nothing is known has not begun: its first event comes with it.
        if (call.state.name === 'new') call.happen({ type: 'caller-hung-up', cause: 16 });
        call.untilEnd(MOST_DEADLINES);
      }
    });
  });

  it.each(ways.filter(({ state }) => state !== 'new' && state !== 'ended'))(
    '$state ($guise): a timer that comes a moment early changes nothing',
    ({ way }) => {
      const late = callBy(way);
      late.passDeadline();
      const early = callBy(way);
      early.at = early.deadline - 1;
      early.happen({ type: 'deadline-passed' });
      expect(early.state.name).toBe(late.state.name);
      expect(early.state.facts.timeline.map(({ what }) => what)).toEqual(
        late.state.facts.timeline.map(({ what }) => what),
      );
    },
  );
});
