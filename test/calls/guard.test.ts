import { checkDigit } from '../../src/call-flow/extension.js';
import { useSwitchboard } from './support/switchboard.js';
import { useTown } from './support/town.js';

const PEST = { from: '+12025550141', name: 'a caller who rings at night' };
const GUESSER = { from: '+12025550142', name: 'a caller who guesses' };
const WITHHELD = { from: 'anonymous', name: 'a caller without a number' };

describe('the guard', () => {
  const board = useSwitchboard();
  const town = useTown(board);

  it('refuses a caller whom an operator has blocked, until they are let through again', async () => {
    const { id } = await board.api.post('blocked-callers', { number: PEST.from, note: 'Rings at night' });
    const refused = await board.phones.call(town.number, PEST);
    expect(await refused.ended()).toMatchObject({ cause: 21 });
    expect(await board.record()).toMatchObject({ outcome: 'refused', answeredAt: null });
    await board.api.delete(`blocked-callers/${id}`);
    const caller = await board.phones.call(town.number, PEST);
    await caller.answered();
    await caller.hearsBeginOf(town.said('greeting'));
  });

  it('spares a professional who wants to know who calls', async () => {
    await board.api.patch(`professionals/${town.doctor1.id}`, { withheldNumbers: 'refuse' });
    const caller = await board.phones.call(town.number, WITHHELD);
    await caller.answered();
    await caller.press(town.doctor1.extension);
    await caller.hears(town.said('line-number-withheld'));
    expect(town.doctor1.line.calls).toHaveLength(0);
    await caller.hangUp();
    expect(await board.record()).toMatchObject({ outcome: 'number-withheld' });
  });

  it('tells a guesser nothing after five wrong extensions, neither of a right one', async () => {
    const taken = [town.insurance1, town.insurance2, town.doctor1].map(({ extension }) => extension);
    const wrong = ['61616', '62626', '71717', '72727', '81818', '82828', '91919', '92929']
      .map((digits) => digits + checkDigit(digits))
      .filter((extension) => !taken.includes(extension));
    for (const guesses of [3, 2]) {
      const caller = await board.phones.call(town.number, GUESSER);
      await caller.answered();
      for (let i = 0; i < guesses; i++) {
        await caller.press(wrong.pop() ?? '');
        await caller.hears(town.said('extension-not-listed'));
      }
      await caller.hangUp();
    }
    const caller = await board.phones.call(town.number, GUESSER);
    await caller.answered();
    await caller.press(town.insurance1.extension);
    await caller.hears(town.said('goodbye-too-many-attempts'));
    await caller.ended();
    expect(town.insurance1.line.calls).toHaveLength(0);
  });
});
