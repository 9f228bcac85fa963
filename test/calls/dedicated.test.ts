import { talk } from './support/conversation.js';
import type { Person } from './support/people.js';
import { useSwitchboard } from './support/switchboard.js';

const NUMBER_1 = '+12025550101';
const NUMBER_2 = '+12025550102';

describe('a dedicated number', () => {
  const board = useSwitchboard();
  let doctor1: Person;
  let doctor2: Person;

  beforeAll(async () => {
    const { people } = board;
    const doctor = await people.category('Doctor', '医生');
    doctor1 = await people.professional('Doctor 1', doctor);
    doctor2 = await people.professional('Doctor 2', doctor, { acceptance: false });
    await people.dedicated(doctor1, NUMBER_1, { ringSeconds: 5 });
    await people.dedicated(doctor2, NUMBER_2, { ringSeconds: 5, callerHears: 'music' });
  }, 30_000);

  it('rings its professional; the caller is answered when the professional accepts, not before', async () => {
    const caller = await board.phones.call(NUMBER_1);
    const phone = await doctor1.line.called();
    await caller.rings();
    await phone.answer();
    await phone.hears(
      board.sounds.words('A call through Throughline, for your Doctor listing. Press 1 to accept.'),
    );
    expect(caller.isAnswered).toBe(false);
    await phone.press('1');
    await caller.answered();
    await talk(caller, phone);
  });

  it('answers with the professional who need not accept', async () => {
    const caller = await board.phones.call(NUMBER_2);
    const phone = await doctor2.line.called();
    expect(caller.isAnswered).toBe(false);
    await phone.answer();
    await caller.answered();
    await talk(caller, phone);
  });

  it('is understood as carriers write it', async () => {
    const caller = await board.phones.call('2025550102');
    const phone = await doctor2.line.called();
    expect(phone.display.number).toBe(NUMBER_2);
    await caller.hangUp();
  });

  it.each([
    ['busy', 'line-busy', 486],
    ['declined', 'line-declined', 403],
    ['unreachable', 'line-unreachable', 502],
  ] as const)('says that the line is %s before it is answered, and refuses', async (how, prompt, status) => {
    const caller = await board.phones.call(NUMBER_1);
    await (await doctor1.line.called()).refuse(how);
    await caller.hears(board.sounds.said(prompt));
    expect(await caller.ended()).toMatchObject({ status });
    expect(caller.isAnswered).toBe(false);
  });

  it('that nobody has is announced as early sound, then 404', async () => {
    const caller = await board.phones.call('+12025550199');
    await caller.getsEarlySound();
    await caller.hears(board.sounds.said('number-unknown'));
    expect(await caller.ended()).toMatchObject({ cause: 1, status: 404 });
    expect(caller.isAnswered).toBe(false);
    expect(await board.record()).toMatchObject({ outcome: 'number-unknown' });
  });

  it('that is no number at all is treated alike', async () => {
    const caller = await board.phones.call('911000');
    expect(await caller.ended(10_000)).toMatchObject({ status: 404 });
  });
});
