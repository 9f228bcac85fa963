import { DOCTOR_1, ownEntry } from './cast.js';
import { callBy, WAYS } from './ways.js';

const COUNTS = 'none one two three four five six seven eight nine ten more more'.split(' ');

const saidOnEntering = (missed: number): string[] => {
  const call = callBy(WAYS.arriving['being looked up'] ?? []);
  const { commands } = call.happen({ type: 'number-found', entry: ownEntry(DOCTOR_1, { missed }) });
  return commands.flatMap((command) => (command.type === 'say' ? command.prompts : []));
};

describe('the own menu of a professional', () => {
  it.each(COUNTS.map((name, missed) => [missed, name] as const))(
    'tells of %i missed calls',
    (missed, name) => {
      expect(saidOnEntering(missed)).toContain(`professional-missed-${name}`);
    },
  );

  it('comes to an end, however often it is heard again', () => {
    const call = callBy(WAYS.serving['after that'] ?? []);
    for (let heard = 0; call.state.name === 'serving'; heard += 1) {
      if (heard > 50) throw new Error('it is told for ever');
      call.happen({ type: 'key-pressed', key: '3' });
    }
    expect(call.state).toMatchObject({ name: 'ending', outcome: 'served' });
  });
});
