import type { CallerPhone } from '../../scripts/lib/phones/caller-phone.mjs';
import { useSwitchboard } from './support/switchboard.js';

const SWITCHBOARD = '+12025550100';
const DEDICATED = '+12025550101';

/**
 * What somebody with a softphone meets: nobody steers the professionals' phones. At another address than the carrier's,
 * as when an operator has left loopback.
 */
describe("the demo's own people", () => {
  const board = useSwitchboard({ demo: true, address: '127.0.0.2' });

  const conversation = () => board.sounds.said('demo-conversation');

  async function extensionOf(displayName: string): Promise<string> {
    const find = async (what: string, is: (one: any) => boolean) =>
      (await board.api.get(`${what}?limit=100`)).items.find(is);
    const { id } = await find('professionals', (one) => one.displayName === displayName);
    const listing = await find('listings', (one) => one.professionalId === id);
    return (await find('pass-through-numbers', (one) => one.listingId === listing.id && one.extension))
      .extension;
  }

  async function echoes(caller: CallerPhone): Promise<void> {
    await caller.hears(conversation(), 15_000);
    caller.say(700);
    await caller.hearsTone(700);
  }

  it('press 1 when asked, say a few words, and send back what they hear', async () => {
    const caller = await board.phones.call(SWITCHBOARD);
    await caller.answered();
    await caller.press(await extensionOf('Doctor 1'));
    await caller.hearsRinging();
    await echoes(caller);
  });

  it('answer a dedicated number without a key', async () => {
    const caller = await board.phones.call(DEDICATED);
    await caller.answered();
    await echoes(caller);
  });

  it('cannot be reached in the ways that are said of them', async () => {
    const ways = [
      ['Lawyer 4', 'line-busy'],
      ['Lawyer 5', 'line-no-answer'],
      ['Doctor 4', 'line-declined'],
      ['Doctor 5', 'line-unreachable'],
      ['Insurance professional 5', 'line-not-accepted'],
    ] as const;
    const calls = ways.map(async ([name, prompt]) => {
      const caller = await board.phones.call(SWITCHBOARD, { name: `the caller of ${name}` });
      await caller.answered();
      await caller.press(await extensionOf(name));
      await caller.hears(board.sounds.said(prompt), 40_000);
    });
    await Promise.all(calls);
  });
});
