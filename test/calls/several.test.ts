import type { CalleePhone } from '../../scripts/lib/phones/callee-phone.mjs';
import type { CallerPhone } from '../../scripts/lib/phones/caller-phone.mjs';
import { talk } from './support/conversation.js';
import type { Category, Person } from './support/people.js';
import { useSwitchboard } from './support/switchboard.js';

const NUMBER = '+12025550100';

describe('several phones at once', () => {
  const board = useSwitchboard();
  let lawyer: Category;
  let people: Person[];

  beforeAll(async () => {
    lawyer = await board.people.category('Lawyer', '律师', 'all-at-once');
    await board.people.menu(NUMBER, [lawyer], { ringSeconds: 6 });
    people = [];
    for (const name of ['Lawyer 1', 'Lawyer 2', 'Lawyer 3'])
      people.push(await board.people.professional(name, lawyer));
  }, 30_000);

  const whisper = () =>
    board.sounds.words('A call through Throughline, for your Lawyer listing. Press 1 to accept.');

  async function callLawyers(): Promise<CallerPhone> {
    const caller = await board.phones.call(NUMBER);
    await caller.answered();
    await caller.press('10');
    return caller;
  }

  const allCalled = () => Promise.all(people.map(({ line }) => line.called()));

  async function accept(phone: CalleePhone): Promise<void> {
    await phone.hearsBeginOf(whisper());
    await phone.press('1');
  }

  it('all ring; the first to accept has the call, not the first to pick up; the others are cancelled', async () => {
    const caller = await callLawyers();
    const [first, second, third] = (await allCalled()) as [CalleePhone, CalleePhone, CalleePhone];
    await caller.hearsRinging();
    await first.answer();
    await first.hearsBeginOf(whisper());
    await second.answer();
    await accept(second);
    await talk(caller, second);
    await Promise.all([first.ended(3000), third.ended(3000)]);
    await second.hangUp();
    await caller.ended();
    expect(await board.record()).toMatchObject({ outcome: 'connected', professionalId: people[1]?.id });
  });

  it('one declines, one does not answer, the third takes the call', async () => {
    const caller = await callLawyers();
    const [first, , third] = (await allCalled()) as [CalleePhone, CalleePhone, CalleePhone];
    await first.refuse('declined');
    await third.answer();
    await accept(third);
    await talk(caller, third);
  });

  it('all refuse: a goodbye, and nobody is rung twice', async () => {
    const caller = await callLawyers();
    for (const phone of await allCalled()) await phone.refuse('busy');
    await caller.hears(board.sounds.said('goodbye'), 10_000);
    await caller.ended();
    expect(people.map(({ line }) => line.calls.length)).toEqual([1, 1, 1]);
  });

  it('the caller hangs up: all are cancelled', async () => {
    const caller = await callLawyers();
    const phones = await allCalled();
    await caller.hearsRinging();
    await caller.hangUp();
    await Promise.all(phones.map((phone) => phone.ended(3000)));
  });

  it('two callers never ring one person', async () => {
    await board.api.patch(`categories/${lawyer.id}`, { strategy: 'longest-idle' });
    const callers = await Promise.all([callLawyers(), callLawyers(), callLawyers()]);
    const phones = await allCalled();
    await Promise.all(phones.map((phone) => phone.answer().then(() => accept(phone))));
    callers.forEach((caller, i) => caller.say(600 + 150 * i));
    const heard = phones.map((phone) =>
      Promise.any([0, 1, 2].map((i) => phone.hearsTone(600 + 150 * i).then(() => i))),
    );
    expect((await Promise.all(heard)).sort()).toEqual([0, 1, 2]);
    expect(people.map(({ line }) => line.calls.length)).toEqual([1, 1, 1]);
    await board.api.patch(`categories/${lawyer.id}`, { strategy: 'all-at-once' });
  });
});
