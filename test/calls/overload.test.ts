import { talk } from './support/conversation.js';
import type { Person } from './support/people.js';
import { SippPeer } from './support/sipp-peer.js';
import { useSwitchboard } from './support/switchboard.js';
import { acknowledges, calls, getsAnswer, isRung } from './sipp/scenario.js';

const NUMBER_1 = '+12025550101';
const NUMBER_2 = '+12025550102';

describe('with as many calls as there may be', () => {
  const board = useSwitchboard({ settings: { MAX_CALLS: '2' } });
  let people: Person[];

  beforeAll(async () => {
    const doctor = await board.people.category('Doctor', '医生');
    people = [];
    for (const number of [NUMBER_1, NUMBER_2]) {
      const person = await board.people.professional(`Doctor of ${number}`, doctor, { acceptance: false });
      await board.people.dedicated(person, number);
      people.push(person);
    }
  }, 30_000);

  it('the next one is refused at once, with 503; those in progress hear each other; then there is room', async () => {
    const callers = [await board.phones.call(NUMBER_1), await board.phones.call(NUMBER_2)];
    const phones = await Promise.all(people.map(({ line }) => line.called()));
    for (const phone of phones) await phone.answer();
    const refused = await board.phones.call(NUMBER_1);
    expect(await refused.ended(1000)).toMatchObject({ status: 503 });
    expect(refused.isAnswered).toBe(false);
    for (const [i, caller] of callers.entries()) await talk(caller, phones[i]!);
    await callers[0]!.hangUp();
    await phones[0]!.ended();
    const next = await board.phones.call(NUMBER_1);
    await (await people[0]!.line.called()).answer();
    await next.answered();
    await next.hangUp();
    await callers[1]!.hangUp();
  });

  it('200 more in 4 s are refused, and those in progress hear each other all the while', async () => {
    const flood = new SippPeer(board.place, '127.0.0.21');
    await board.api.post('trunks', {
      name: 'flood',
      host: flood.address,
      match: [flood.sip],
      priority: 200,
      probeSeconds: 0,
    });
    const callers = [await board.phones.call(NUMBER_1), await board.phones.call(NUMBER_2)];
    const phones = await Promise.all(people.map(({ line }) => line.called()));
    for (const phone of phones) await phone.answer();
    for (const caller of callers) await caller.answered();
    const refusal = [
      calls(NUMBER_1, '<sip:+12025550140@127.0.0.21>'),
      `${isRung}${getsAnswer(503)}`,
      acknowledges(1, `sip:${NUMBER_1}@[remote_ip]:[remote_port]`),
    ];
    const flooded = await flood.callMany(refusal, 200, 50);
    for (let i = 0; i < 3; i++) for (const [j, caller] of callers.entries()) await talk(caller, phones[j]!);
    await flooded.ended();
    for (const caller of callers) await caller.hangUp();
    for (const phone of phones) await phone.ended();
  });
});
