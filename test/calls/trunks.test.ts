import { talk } from './support/conversation.js';
import type { Person } from './support/people.js';
import { Stranger } from './support/stranger.js';
import { useSwitchboard } from './support/switchboard.js';

/** Does something every 20 ms until it is so. */
async function until(isSo: () => boolean, meanwhile: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error('it did not become so within 10 s');
    void meanwhile();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const NUMBER = '+12025550101';

describe('the trunks that Asterisk knows', () => {
  const board = useSwitchboard();
  let person: Person;
  let stranger: Stranger;

  beforeAll(async () => {
    const doctor = await board.people.category('Doctor', '医生');
    person = await board.people.professional('Doctor 1', doctor, { acceptance: false });
    await board.people.dedicated(person, NUMBER, { ringSeconds: 20 });
    stranger = await Stranger.at(board.place, '127.0.0.31');
  }, 30_000);

  afterAll(() => stranger?.close());

  const status = async (method = 'INVITE'): Promise<string | undefined> =>
    /^SIP\/2.0 (\d+)/.exec((await stranger.tries({ method, to: NUMBER }))?.text ?? '')?.[1];

  it('are changed for the next call, and a call in progress goes on', async () => {
    const [{ id }] = (await board.api.get('trunks')).items;
    const caller = await board.phones.call(NUMBER);
    const phone = await person.line.called();
    await phone.answer();
    await caller.answered();
    const began = performance.now();
    await board.api.patch(`trunks/${id}`, { match: [`127.0.0.1:${board.place.demoSipPort}`, '127.0.0.31'] });
    const ms = performance.now() - began;
    expect(await status('OPTIONS')).toBe('200');
    await board.api.patch(`trunks/${id}`, { match: [`127.0.0.1:${board.place.demoSipPort}`] });
    expect(await status('OPTIONS')).toBe('401');
    await talk(caller, phone);
    await caller.hangUp();
    process.stdout.write(`A trunk's change was in effect ${ms.toFixed(0)} ms after it was sent.\n`);
  });

  it('are complete again before a restarted Asterisk takes a call; until then callers get a 503', async () => {
    const answers: { at: number; status: string }[] = [];
    const knock = async () => {
      const at = performance.now();
      const heard = await status();
      if (heard) answers.push({ at, status: heard });
    };
    await board.restartExchange(() => void knock());
    await until(() => answers.at(-1)?.status === '401', knock);
    expect([...new Set(answers.map((each) => each.status))]).toEqual(['503', '401']);
    const gap = (answers.at(-1)?.at ?? 0) - (answers[0]?.at ?? 0);
    process.stdout.write(`A restarted Asterisk refused calls for ${gap.toFixed(0)} ms.\n`);
    const caller = await board.phones.call(NUMBER);
    const phone = await person.line.called();
    await phone.answer();
    await caller.answered();
    await talk(caller, phone);
    await caller.hangUp();
  });
});
