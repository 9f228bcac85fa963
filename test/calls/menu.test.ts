import { checkDigit } from '../../src/call-flow/extension.js';
import { talk } from './support/conversation.js';
import { useSwitchboard } from './support/switchboard.js';
import { useTown } from './support/town.js';

describe('a caller in the menu', () => {
  const board = useSwitchboard();
  const town = useTown(board);

  it('is greeted, told the choices, put through to the next available, and both can talk', async () => {
    const caller = await board.phones.call(town.number);
    await caller.hears(town.said('greeting'));
    await caller.hears(town.choice());
    await caller.hears(town.said('extension-invitation'), 8000);
    await caller.press('1');
    await caller.hears(town.invitation());
    await caller.press('0');
    const phone = await town.insurance1.line.called();
    await caller.hearsRinging();
    await phone.answer();
    await phone.hears(town.whisper());
    await phone.press('1');
    await talk(caller, phone);
    await phone.hangUp();
    await caller.ended();
    expect(await board.record()).toMatchObject({ outcome: 'connected', professionalId: town.insurance1.id });
  });

  it('stops a prompt by a key', async () => {
    const caller = await town.caller();
    await caller.hears(town.said('greeting'));
    const choice = await caller.hearsBeginOf(town.choice());
    await caller.press('1');
    await caller.hearsBeginOf(town.invitation(), 1500);
    expect(choice.share(caller.heard)).toBeLessThan(0.8);
    expect(caller.hasHeard(town.said('extension-invitation'))).toBe(false);
  });

  it('dials an extension at once', async () => {
    const caller = await town.caller();
    await caller.hearsBeginOf(town.said('greeting'));
    await caller.press(town.insurance2.extension);
    const phone = await town.insurance2.line.called();
    await town.accept(phone);
    await talk(caller, phone);
    expect(town.insurance1.line.calls).toHaveLength(0);
  });

  it('dials an extension after a category', async () => {
    const caller = await town.caller();
    await caller.press('2');
    await caller.hearsBeginOf(town.invitation(town.doctor));
    await caller.press(town.doctor1.extension);
    const phone = await town.doctor1.line.called();
    await phone.answer();
    await talk(caller, phone);
  });

  it('stays on the line after a category and is put through to the next available', async () => {
    const caller = await town.caller();
    await caller.press('2');
    await caller.hears(town.invitation(town.doctor));
    const phone = await town.doctor1.line.called();
    await phone.answer();
    await talk(caller, phone);
  });

  it('goes back by *', async () => {
    const caller = await town.caller();
    await caller.hears(town.said('greeting'));
    await caller.press('2');
    await caller.hearsBeginOf(town.invitation(town.doctor));
    await caller.press('*');
    await caller.hears(town.choice());
  });

  it('ends an entry by # and hears that it is too short', async () => {
    const caller = await town.caller();
    await caller.press('654#');
    await caller.hears(town.said('extension-too-short'));
    await caller.hearsBeginOf(town.choice());
  });

  it('hears that an entry is too short when no more digits come', async () => {
    const caller = await town.caller();
    await caller.press('654');
    await caller.hears(town.said('extension-too-short'));
  });

  it('hears that two digits were swapped', async () => {
    const caller = await town.caller();
    const [a = '', b = ''] = [town.insurance1.extension.slice(3, 4), town.insurance1.extension.slice(4, 5)];
    const swapped = a === b ? `${(Number(a) + 1) % 10}${b}` : `${b}${a}`;
    await caller.press(town.insurance1.extension.slice(0, 3) + swapped + town.insurance1.extension.slice(5));
    await caller.hears(town.said('extension-mistyped'));
    expect(town.insurance1.line.calls).toHaveLength(0);
  });

  it('hears that nobody has an extension', async () => {
    const caller = await town.caller();
    const taken = [town.insurance1, town.insurance2, town.doctor1].map(({ extension }) => extension);
    const free = ['61616', '71717', '81818', '91919'].map((digits) => digits + checkDigit(digits));
    await caller.press(free.find((extension) => !taken.includes(extension)) ?? '');
    await caller.hears(town.said('extension-not-listed'));
    await caller.hearsBeginOf(town.choice());
  });

  it('is asked again when no key comes', async () => {
    const caller = await town.caller();
    await caller.hears(town.said('extension-invitation'), 12_000);
    await caller.hears(town.said('nothing-entered'));
    await caller.hearsBeginOf(town.choice());
  });

  it('hears a goodbye after three wrong keys, and is hung up', async () => {
    const caller = await town.caller();
    for (const again of [true, true, false]) {
      await caller.press('5');
      await caller.hears(town.said('key-not-offered'));
      if (again) await caller.hearsBeginOf(town.choice());
    }
    await caller.hears(town.said('goodbye-too-many-attempts'));
    expect(await caller.ended()).toMatchObject({ cause: 16 });
    expect(await board.record()).toMatchObject({ outcome: 'no-entry' });
  });
});
