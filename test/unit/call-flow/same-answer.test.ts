import type { NoLineReason } from '../../../src/call-flow/plan.js';
import type { Command } from '../../../src/call-flow/command.js';
import { callBy, WAYS } from './ways.js';

const saidTo = (way: keyof typeof WAYS.searching, reason: NoLineReason): Command[] => {
  const call = callBy(WAYS.searching[way] ?? []);
  return call.happen({ type: 'no-line', reason }).commands;
};

// Wrong, withdrawn and unlisted are one reason already where routing answers: `not-listed`.
describe('an extension that cannot be reached', () => {
  it('sounds alike in the last attempt, whether it is wrong or there were too many', () => {
    const wrong = saidTo('for the last time', 'not-listed');
    expect(wrong).toEqual(saidTo('for the last time', 'too-many-attempts'));
    expect(wrong).toMatchObject([
      { type: 'say', prompts: ['extension-not-listed', 'goodbye-too-many-attempts'] },
    ]);
  });

  it('is answered in the very step in which the reason comes', () => {
    for (const reason of ['not-listed', 'too-many-attempts'] as const) {
      const [first, ...more] = saidTo('an extension', reason);
      expect(first).toMatchObject({ type: 'say' });
      expect(first?.type === 'say' && first.prompts[0]).toBe('extension-not-listed');
      expect(more).toEqual([]);
    }
  });
});
