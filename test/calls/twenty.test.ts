import { talk } from './support/conversation.js';
import type { Person } from './support/people.js';
import { useSwitchboard } from './support/switchboard.js';

const NUMBER = '+12025550100';
const CALLS = 20;
const TIMES = Number(process.env.TWENTY_TIMES ?? 1);
/** Twenty people in one small machine may take their time; that all of it happens is what counts (ms). */
const WITHIN = 20_000;

const times = Array.from({ length: TIMES }, (_, i) => i + 1);

describe('twenty calls at once', () => {
  const board = useSwitchboard();
  let people: Person[];

  beforeAll(async () => {
    const doctor = await board.people.category('Doctor', '医生');
    const menu = await board.people.menu(NUMBER, [doctor]);
    people = [];
    for (let i = 0; i < CALLS; i++) people.push(await board.people.professional(`Doctor ${i}`, doctor));
    for (const person of people) await board.people.extension(person, menu);
  }, 60_000);

  it.each(times)('are all joined, each with its own professional, and heard both ways (%i)', async () => {
    const talks = people.map(async (person, i) => {
      const caller = await board.phones.call(NUMBER, { name: `caller ${i}` });
      await caller.answered(WITHIN);
      await caller.press(person.extension);
      const phone = await person.line.called(WITHIN);
      await phone.answer();
      await phone.hearsBeginOf(whisper(), WITHIN);
      await phone.press('1');
      // Every conversation has tones of its own, so that crossed lines are heard.
      await talk(caller, phone, 500 + 20 * i, 1500 + 20 * i, WITHIN);
      await (i % 2 ? caller : phone).hangUp();
      await Promise.all([caller.ended(WITHIN), phone.ended(WITHIN)]);
    });
    await Promise.all(talks);
    expect(await outcomes()).toEqual(Array(CALLS).fill('connected'));
  });

  /** As soon as every call has a record: they are written after the last goodbye. */
  async function outcomes(): Promise<string[]> {
    const deadline = Date.now() + WITHIN;
    for (;;) {
      const { items } = await board.api.get(`call-records?limit=50&from=${board.began.toISOString()}`);
      if (items.length >= CALLS || Date.now() > deadline) return items.map(({ outcome }: any) => outcome);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  const whisper = () =>
    board.sounds.words('A call through Throughline, for your Doctor listing. Press 1 to accept.');
});
