import { talk } from './support/conversation.js';
import { useSwitchboard } from './support/switchboard.js';
import { useTown } from './support/town.js';

const CALLER = '+12025550142';
const HEADERS = [
  'From',
  'To',
  'Contact',
  'P-Asserted-Identity',
  'Remote-Party-ID',
  'Diversion',
  'History-Info',
  'Via',
];

describe('neither party learns of the other', () => {
  const board = useSwitchboard();
  const town = useTown(board);

  it('the callee sees the published number that was dialled, and nothing of the caller', async () => {
    const caller = await board.phones.call(town.number, { from: CALLER, name: 'Secret caller' });
    await caller.answered();
    await caller.press(town.insurance1.extension);
    const phone = await town.insurance1.line.called();
    expect(phone.display).toMatchObject({ number: town.number });
    const headers = await Promise.all(HEADERS.map((name) => phone.header(name, 'INVITE')));
    expect(headers.join('\n')).not.toMatch(/5550142|Secret/);
    await town.accept(phone);
    await talk(caller, phone);
    expect(String(phone.story)).not.toMatch(/5550142|Secret/);
  });

  it('the caller is shown nothing of the callee, in no answer and no update', async () => {
    const caller = await town.callerTo(town.doctor1);
    const shown = caller.story.facts.length;
    const phone = await town.doctor1.line.called();
    await phone.announce('Doctor 1 in person', '+12025550189');
    await phone.ring();
    await phone.answer();
    await talk(caller, phone);
    const answers = await Promise.all(HEADERS.map((name) => caller.header(name, 'answer')));
    expect(answers.join('\n')).not.toMatch(/55501[5-9]\d|Doctor/);
    const updates = caller.story.facts.slice(shown).filter(({ what }) => what === 'was shown');
    expect(JSON.stringify(updates)).not.toMatch(/55501[5-9]\d|Doctor/);
  });

  it('the caller hears ringing, and never what the callee or its network sends before the call is accepted', async () => {
    const caller = await town.callerTo(town.insurance1);
    const phone = await town.insurance1.line.called();
    await phone.sendEarlySound();
    phone.say(1000);
    await caller.hearsRinging();
    await phone.answer();
    await phone.hears(town.whisper());
    expect(caller.hasHeardTone(1000)).toBe(false);
    phone.hush();
    await phone.press('1');
    await talk(caller, phone);
    expect(caller.hasHeardTone(1000)).toBe(false);
  });

  it('a caller who hides the own number is put through like everybody', async () => {
    const caller = await board.phones.call(town.number, { from: 'anonymous', name: 'Anonymous' });
    await caller.answered();
    await caller.press(town.doctor1.extension);
    const phone = await town.doctor1.line.called();
    await phone.answer();
    await talk(caller, phone);
  });
});
