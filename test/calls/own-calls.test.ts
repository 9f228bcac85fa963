import { talk } from './support/conversation.js';
import type { CallerPhone } from '../../scripts/lib/phones/caller-phone.mjs';
import { useSwitchboard } from './support/switchboard.js';
import { useTown } from './support/town.js';

const CALLER = '+12025550143';

describe('a professional calls the switchboard from the direct line', () => {
  const board = useSwitchboard();
  const town = useTown(board);

  /** A caller who was not taken. */
  async function missedCall(): Promise<void> {
    const caller = await board.phones.call(town.number, { from: CALLER, name: 'a caller' });
    await caller.answered();
    await caller.press(town.insurance1.extension);
    await (await town.insurance1.line.called()).refuse('busy');
    await caller.hears(town.said('line-busy'));
    await caller.hangUp();
    await board.record();
  }

  async function callIn(): Promise<CallerPhone> {
    const phone = await town.insurance1.dials(town.number);
    await phone.answered();
    await phone.hears(town.said('professional-welcome'));
    return phone;
  }

  it('is recognised, hears what is waiting, and calls the last caller back, who sees the number they dialled', async () => {
    await missedCall();
    const phone = await callIn();
    await phone.hears(town.said('professional-missed-one'));
    const line = board.phones.line(CALLER, 'the caller');
    await phone.press('1');
    const called = await line.called();
    expect(called.display.number).toBe(town.number);
    await called.answer();
    await called.hears(town.said('return-whisper'));
    await called.press('1');
    await talk(phone, called);
  });

  it('the returned call is not joined to a voicemail box', async () => {
    await missedCall();
    const phone = await callIn();
    const line = board.phones.line(CALLER, 'the caller');
    await phone.press('1');
    const box = await line.called();
    await box.answer();
    box.say(900);
    await box.hears(town.said('return-whisper'));
    expect(phone.hasHeardTone(900)).toBe(false);
  });

  it('is away, and available again', async () => {
    const phone = await callIn();
    await phone.press('2');
    await phone.hears(town.said('professional-away'));
    const { away } = await board.api.get(`professionals/${town.insurance1.id}`);
    expect(away).toBe(true);
    await phone.press('2');
    await phone.hears(town.said('professional-available'));
    expect((await board.api.get(`professionals/${town.insurance1.id}`)).away).toBe(false);
  });

  it('withdraws the consent: confirmed once more, and no caller is put through from then on', async () => {
    const phone = await callIn();
    await phone.press('9');
    await phone.hears(town.said('professional-confirm-withdrawal'), 20_000);
    await phone.press('9');
    await phone.hears(town.said('professional-withdrawn'));
    await phone.ended();
    const caller = await town.callerTo(town.insurance1);
    await caller.hears(town.said('extension-not-listed'));
  });
});

describe('a caller who calls again', () => {
  const board = useSwitchboard();
  const town = useTown(board);

  const call = async () => {
    const caller = await board.phones.call(town.number, { from: CALLER, name: 'a caller' });
    await caller.answered();
    return caller;
  };

  it('reaches whom they last spoke with by one key', async () => {
    const first = await call();
    await first.press(town.doctor1.extension);
    const phone = await town.doctor1.line.called();
    await phone.answer();
    await talk(first, phone);
    await first.hangUp();
    await phone.ended();
    await board.record();
    const again = await call();
    await again.hears(town.said('call-again'), 20_000);
    await again.press('0');
    const rung = await town.doctor1.line.called();
    await rung.answer();
    await talk(again, rung);
  });
});
