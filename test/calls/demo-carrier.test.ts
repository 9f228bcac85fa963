import type { CallerPhone } from '../../scripts/lib/phones/caller-phone.mjs';
import { useSwitchboard } from './support/switchboard.js';

const SWITCHBOARD = '+12025550100';
const DEDICATED = '+12025550101';

/** What somebody with a softphone meets: nobody steers the professionals' phones. */
describe("the demo's own people", () => {
  const board = useSwitchboard({ demo: true });

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

  it('are busy when they are said to be', async () => {
    const caller = await board.phones.call(SWITCHBOARD);
    await caller.answered();
    await caller.press(await extensionOf('Lawyer 4'));
    await caller.hears(board.sounds.said('line-busy'));
  });
});
