import type { CalleePhone } from '../../scripts/lib/phones/callee-phone.mjs';
import type { CallOutcome } from '../../src/call-flow/record.js';
import type { CatalogueName } from '../../src/prompts/catalogue.js';
import { talk } from './support/conversation.js';
import { useSwitchboard } from './support/switchboard.js';
import { useTown } from './support/town.js';

describe('a professional who cannot be reached', () => {
  const board = useSwitchboard();
  const town = useTown(board);

  const ways: [CallOutcome, string, (phone: CalleePhone) => Promise<unknown>, CatalogueName][] = [
    ['busy', 'is busy', (phone) => phone.refuse('busy'), 'line-busy'],
    ['declined', 'declines', (phone) => phone.refuse('declined'), 'line-declined'],
    ['unreachable', 'cannot be reached', (phone) => phone.refuse('unreachable'), 'line-unreachable'],
    ['unreachable', 'has a number that is none', (phone) => phone.refuse('unknown'), 'line-unreachable'],
    ['no-answer', 'does not answer', (phone) => phone.ended(8000), 'line-no-answer'],
    ['not-accepted', 'hangs up during the whisper', hangsUpInWhisper, 'line-not-accepted'],
    ['not-accepted', 'answers and presses another key', pressesAnother, 'line-not-accepted'],
    ['not-accepted', 'answers like a voicemail box', voicemail, 'line-not-accepted'],
  ];

  async function hangsUpInWhisper(phone: CalleePhone): Promise<void> {
    await phone.answer();
    await phone.hearsBeginOf(town.whisper());
    await phone.hangUp();
  }

  async function pressesAnother(phone: CalleePhone): Promise<void> {
    await phone.answer();
    await phone.hears(town.whisper());
    await phone.press('2');
    await phone.hears(town.said('whisper-again'));
    await phone.hangUp();
  }

  async function voicemail(phone: CalleePhone): Promise<void> {
    await phone.answer();
    phone.say(1000);
    await phone.ended(25_000);
  }

  it.each(ways)(
    '%s: one who %s is told apart, and the next is offered',
    async (outcome, _, refuse, prompt) => {
      const caller = await town.callerTo(town.insurance1);
      await refuse(await town.insurance1.line.called());
      await caller.hears(town.said(prompt), 3000);
      await caller.hears(town.said('offer-next'));
      expect(caller.hasHeardTone(1000)).toBe(false);
      await caller.press('1');
      const phone = await town.insurance2.line.called();
      await town.accept(phone);
      await talk(caller, phone);
      await caller.hangUp();
      expect(town.insurance1.line.calls).toHaveLength(1);
      const { timeline } = await board.record();
      expect(timeline.map(({ what }: { what: string }) => what)).toContain(outcome);
    },
  );

  it('is followed by the next of the category, and nobody is rung twice', async () => {
    const caller = await town.callerFor('1');
    const first = await Promise.race([town.insurance1.line.called(), town.insurance2.line.called()]);
    await first.refuse('busy');
    const second = first.story.name === town.insurance1.name ? town.insurance2.line : town.insurance1.line;
    const phone = await second.story.until('to be called', () => second.calls[0]);
    await phone.refuse('declined');
    await caller.hears(town.said('nobody-available'));
    await caller.hears(town.said('goodbye'));
    await caller.ended();
    expect([town.insurance1.line.calls.length, town.insurance2.line.calls.length]).toEqual([1, 1]);
  });

  it('is not rung when away', async () => {
    await board.api.patch(`professionals/${town.insurance1.id}`, { away: true });
    const caller = await town.callerTo(town.insurance1);
    await caller.hears(town.said('line-not-available'));
    await board.api.patch(`professionals/${town.insurance1.id}`, { away: false });
    expect(town.insurance1.line.calls).toHaveLength(0);
  });
});
