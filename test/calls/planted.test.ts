import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { redisUrl } from '../../scripts/lib/service-environment.mjs';
import { sentence } from '../privacy/leak.js';
import { LEFT, remnants } from './plants/at-rest.js';
import { CALLER, LINE, plants } from './plants/on-the-wire.js';
import { asteriskCli } from './support/asterisk-cli.js';
import { talk } from './support/conversation.js';
import { LeakyExchange } from './support/leaky-exchange.js';
import type { Person } from './support/people.js';
import { useSwitchboard } from './support/switchboard.js';

const NUMBER = '+12025550101';

/** A search that finds nothing proves something only if it finds what is there. */
describe('a switchboard that leaks', () => {
  const board = useSwitchboard();
  let trunk: string;
  let doctor: Person;
  let exchange: LeakyExchange;
  let redis: Redis;

  beforeAll(async () => {
    const category = await board.people.category('Doctor', '医生');
    doctor = await board.people.professional('Doctor 1', category, { acceptance: false });
    expect(board.privacy.watchList.has(LINE)).toBe(true);
    await board.people.dedicated(doctor, NUMBER, { ringSeconds: 5 });
    trunk = (await board.api.get('trunks')).items[0].id;
    exchange = new LeakyExchange(board.place, `t-${trunk}`);
    redis = new Redis(redisUrl(board.place));
    // A MESSAGE that nobody answers is sent again for half a minute.
    await asteriskCli(board.place, 'demo-carrier', 'module load res_pjsip_messaging.so');
    writeFileSync(join(board.place.home, 'prompts/plant.ulaw'), LINE.repeat(1000));
  }, 30_000);
  afterAll(() => redis.disconnect());

  async function mend(): Promise<void> {
    await exchange.mend();
    await board.api.patch(`trunks/${trunk}`, { name: 'carrier' });
  }

  /** To the end that both hang up, or that the leak lets them have. */
  async function callThrough(talksOn = false): Promise<void> {
    const caller = await board.phones.call(NUMBER, { from: CALLER, name: 'the caller' });
    const phone = await Promise.race([doctor.line.called(), caller.ended().then(() => undefined)]);
    if (!phone) return;
    await phone.announce('Doctor 1', LINE);
    await phone.answer();
    await caller.answered();
    await talk(caller, phone);
    // When the leak begins is Asterisk's affair: on a busy machine, later.
    if (talksOn) for (let i = 0; i < 4; i++) await talk(caller, phone);
    await caller.hangUp();
    await phone.ended();
  }

  it.each(plants)('through $name is caught on the wire', async (plant) => {
    if (plant.inMedia && !board.privacy.seesMedia) return;
    try {
      // The service looks after its trunks every 5 s, and 5 s after a change: what is planted would not stand.
      await board.api.patch(`trunks/${trunk}`, { name: 'carrier' });
      await exchange.leak(plant, { PROMPTS: join(board.place.home, 'prompts') });
      await callThrough(plant.talksOn);
    } finally {
      await mend();
    }
    const found = (await board.privacy.leaksOnTheWire()).map(sentence);
    board.privacy.planted(plant.name, found, plant.caught);
    expect(found).toContainEqual(expect.stringMatching(plant.caught));
  });

  it('and is mended, leaks no more', async () => {
    await callThrough();
    expect(await board.privacy.leaksOnTheWire()).toEqual([]);
  });

  it.each(remnants)('and leaves a number in $name is caught at rest', async ({ name, leave, caught }) => {
    board.privacy.watchList.add(LEFT, 'a number that was left');
    await leave(board, redis);
    const found = (await board.privacy.leaksAtRest()).map(sentence);
    board.privacy.planted(name, found, caught);
    expect(found).toContainEqual(expect.stringMatching(caught));
  });

  it('and says in its log whom it calls is caught at rest', async () => {
    const found = (await board.privacy.leaksAtRest()).map(sentence);
    const caught = /the number of the caller went to Asterisk's logs, in switchboard\/log\/deep/;
    board.privacy.planted('a verbose line of the dialplan', found, caught);
    expect(found).toContainEqual(expect.stringMatching(caught));
    // All that was left on purpose.
    for (const number of [LEFT, LINE, CALLER]) board.privacy.watchList.forget(number);
  });
});
