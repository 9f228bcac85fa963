import { talk } from './support/conversation.js';
import { useSwitchboard } from './support/switchboard.js';
import { useTown } from './support/town.js';

describe('whoever hangs up, the other side ends too', () => {
  const board = useSwitchboard();
  const town = useTown(board);

  it('the caller in the menu', async () => {
    const caller = await town.caller();
    await caller.hearsBeginOf(town.said('greeting'));
    await caller.hangUp();
    expect(await board.record()).toMatchObject({ outcome: 'abandoned' });
  });

  it('the caller while it rings: the callee is cancelled', async () => {
    const caller = await town.callerTo(town.insurance1);
    const phone = await town.insurance1.line.called();
    await caller.hearsRinging();
    await caller.hangUp();
    await phone.ended(1500);
    expect(phone.isAnswered).toBe(false);
    expect(await board.record()).toMatchObject({ outcome: 'abandoned' });
  });

  it('the caller during the whisper', async () => {
    const caller = await town.callerTo(town.insurance1);
    const phone = await town.insurance1.line.called();
    await phone.answer();
    await phone.hearsBeginOf(town.whisper());
    await caller.hangUp();
    await phone.ended(3000);
    expect(await board.record()).toMatchObject({ outcome: 'abandoned' });
  });

  it('the caller in the conversation', async () => {
    const caller = await town.callerTo(town.insurance1);
    const phone = await town.insurance1.line.called();
    await town.accept(phone);
    await talk(caller, phone);
    await caller.hangUp();
    await phone.ended(1500);
    expect(await board.record()).toMatchObject({ outcome: 'connected' });
  });

  it('the callee in the conversation', async () => {
    const caller = await town.callerTo(town.doctor1);
    const phone = await town.doctor1.line.called();
    await phone.answer();
    await talk(caller, phone);
    await phone.hangUp();
    await caller.ended(1500);
    expect(await board.record()).toMatchObject({ outcome: 'connected' });
  });

  it('the clock, after the longest conversation, with a word to the caller', async () => {
    const number = '+12025550101';
    const id = await board.people.dedicated(town.doctor1, number);
    const seconds = `UPDATE pass_through_numbers SET ringing = jsonb_set(ringing, '{longestMinutes}', '0.05') WHERE id = $1`;
    await board.sql(seconds, [id]);
    const caller = await board.phones.call(number);
    const phone = await town.doctor1.line.called();
    await phone.answer();
    await talk(caller, phone);
    await phone.ended(5000);
    await caller.hears(town.said('longest-call-reached'));
    await caller.ended();
    expect(await board.record()).toMatchObject({ outcome: 'connected' });
  });

  it('the operator, in the menu and in a conversation', async () => {
    const inMenu = await town.caller();
    await hangUpByOperator();
    await inMenu.ended(1500);
    const talking = await town.callerTo(town.insurance1);
    const phone = await town.insurance1.line.called();
    await town.accept(phone);
    await talk(talking, phone);
    await hangUpByOperator();
    await Promise.all([talking.ended(1500), phone.ended(1500)]);
  });

  async function hangUpByOperator(): Promise<void> {
    const { items } = await board.api.get('calls');
    expect(items).toHaveLength(1);
    await board.api.post(`calls/${items[0].id}/hang-up`);
  }
});
