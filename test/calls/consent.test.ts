import type { CalleePhone } from '../../scripts/lib/phones/callee-phone.mjs';
import { talk } from './support/conversation.js';
import type { Person } from './support/people.js';
import { useSwitchboard } from './support/switchboard.js';
import { useTown } from './support/town.js';

describe('a line is asked for its consent', () => {
  const board = useSwitchboard();
  const town = useTown(board);
  let asked: Person;
  let n = 0;

  // Each test asks another line: calls to one line are limited.
  beforeEach(async () => {
    asked = await board.people.professional(`Insurance 2${n++}`, town.insurance, { unasked: true });
    await board.people.extension(asked, town.menuId);
  });

  const ask = () => board.api.post(`listings/${asked.listingId}/consent-requests`, {});

  async function stateOf({ id }: { id: string }, within = 10_000): Promise<string> {
    const deadline = Date.now() + within;
    for (;;) {
      const { state } = await board.api.get(`consent-requests/${id}`);
      if (!['calling', 'answered'].includes(state) || Date.now() > deadline) return state;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Answers, hears the question, and enters the code. */
  async function answerWith(phone: CalleePhone, wording: string, code: string): Promise<void> {
    await phone.answer();
    await phone.hears(board.sounds.words(wording), 20_000);
    await phone.hearsBeginOf(town.said('consent-code'));
    await phone.press(code);
  }

  async function isNotListed(): Promise<void> {
    const caller = await town.callerTo(asked);
    await caller.hearsBeginOf(town.said('extension-not-listed'), 10_000);
    await caller.hangUp();
  }

  it('and says yes: who asks, the code, the key; from then on callers are put through', async () => {
    await isNotListed();
    const request = await ask();
    const phone = await asked.line.called();
    expect(phone.display.number).toBe(town.number);
    await answerWith(phone, request.wording, request.code);
    await phone.hears(town.said('consent-confirm'), 20_000);
    expect((await board.api.get(`consent-requests/${request.id}`)).state).toBe('answered');
    await phone.press('1');
    await phone.hears(town.said('consent-recorded'), 20_000);
    await phone.ended();
    expect(await stateOf(request)).toBe('given');
    expect(await board.record()).toMatchObject({ kind: 'consent', outcome: 'consent-given' });
    const caller = await town.callerTo(asked);
    const ringing = await asked.line.called();
    await town.accept(ringing);
    await talk(caller, ringing);
  });

  it('and says no', async () => {
    const request = await ask();
    const phone = await asked.line.called();
    await answerWith(phone, request.wording, request.code);
    await phone.hears(town.said('consent-confirm'), 20_000);
    await phone.press('2');
    await phone.hears(town.said('consent-declined'), 20_000);
    await phone.ended();
    expect(await stateOf(request)).toBe('refused');
  });

  it('by somebody who does not know the code: nothing is recorded, and the code is spent', async () => {
    const request = await ask();
    const wrong = request.code === '111111' ? '222222' : '111111';
    const phone = await asked.line.called();
    await answerWith(phone, request.wording, wrong);
    for (const again of ['consent-code-wrong', 'consent-code-wrong'] as const) {
      await phone.hears(town.said(again), 20_000);
      await phone.press(wrong);
    }
    await phone.hears(town.said('consent-code-spent'), 20_000);
    await phone.ended();
    expect(await stateOf(request)).toBe('code-wrong');
    await isNotListed();
  });

  it('does not answer, or declines: nothing is recorded', async () => {
    const request = await ask();
    await (await asked.line.called()).refuse('declined');
    expect(await stateOf(request)).toBe('not-reached');
    expect(await board.record()).toMatchObject({ kind: 'consent', outcome: 'declined' });
  });
});
