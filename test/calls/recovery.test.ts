import type { CallerPhone } from '../../scripts/lib/phones/caller-phone.mjs';
import type { Phone } from '../../scripts/lib/phones/phone.mjs';
import { talk } from './support/conversation.js';
import { useSwitchboard } from './support/switchboard.js';
import { useTown } from './support/town.js';

/** Between the one service and the next. */
const nothing = async () => {};
const listensAnew = (phone: Phone) => async () => phone.listensAnew();

describe('the service is killed', () => {
  const board = useSwitchboard();
  const town = useTown(board);

  it('in the menu: its words are said again, and the call goes on', async () => {
    const caller = await town.caller();
    await caller.press('1');
    await caller.hearsBeginOf(town.invitation());
    await board.crashService(listensAnew(caller));
    await caller.hears(town.invitation());
    await caller.press('0');
    const phone = await Promise.race([town.insurance1.line.called(), town.insurance2.line.called()]);
    await town.accept(phone);
    await talk(caller, phone);
    expect(board.phones.strays).toBe(0);
  });

  it('and somebody calls before it is back: they wait for it, and are greeted', async () => {
    let caller: CallerPhone | undefined;
    await board.crashService(async () => void (caller = await board.phones.call(town.number)));
    await caller?.answered();
    await caller?.press('1');
    await caller?.hears(town.invitation());
    expect(caller?.isAnswered).toBe(true);
  });

  it('while a phone rings: it rings on, once, and is answered', async () => {
    const caller = await town.callerTo(town.doctor1);
    const phone = await town.doctor1.line.called();
    await board.crashService(nothing);
    await phone.answer();
    await talk(caller, phone);
    expect(town.doctor1.line.calls).toHaveLength(1);
    await caller.hangUp();
    const { outcome, timeline } = await board.record();
    expect(outcome).toBe('connected');
    expect(timeline).toContainEqual(expect.objectContaining({ what: 'taken-over' }));
  });

  it('during the whisper: the professional is asked again, and accepts', async () => {
    const caller = await town.callerTo(town.insurance1);
    const phone = await town.insurance1.line.called();
    await phone.answer();
    await phone.hearsBeginOf(town.whisper());
    await board.crashService(listensAnew(phone));
    await phone.hears(town.whisper());
    await phone.press('1');
    await talk(caller, phone);
  });

  it('in a conversation: nobody notices, and the record is whole', async () => {
    const caller = await town.callerTo(town.doctor1);
    const phone = await town.doctor1.line.called();
    await phone.answer();
    await talk(caller, phone);
    await board.crashService(() => talk(caller, phone, 900, 1500));
    await talk(caller, phone);
    await phone.hangUp();
    await caller.ended();
    const record = await board.record();
    expect(record).toMatchObject({ outcome: 'connected', professionalId: town.doctor1.id });
    expect(record.connectedAt < record.endedAt).toBe(true);
  });

  it('in a conversation that ends meanwhile: there is a record all the same', async () => {
    const caller = await town.callerTo(town.doctor1);
    const phone = await town.doctor1.line.called();
    await phone.answer();
    await talk(caller, phone);
    await board.crashService(async () => {
      await phone.hangUp();
      await caller.ended();
    });
    expect(await board.record()).toMatchObject({ outcome: 'connected' });
  });

  it('and the ringing ends meanwhile: the caller hears an apology, and is let go', async () => {
    const caller = await town.callerTo(town.doctor1);
    const phone = await town.doctor1.line.called();
    await board.crashService(async () => {
      await phone.refuse('busy');
      await caller.hears(town.said('apology'));
      await caller.ended();
    });
    await board.record();
    expect(town.doctor1.line.calls).toHaveLength(1);
  });

  it('and somebody answers meanwhile: they are not joined without having accepted', async () => {
    const caller = await town.callerTo(town.insurance1);
    const phone = await town.insurance1.line.called();
    await board.crashService(async () => {
      await phone.answer();
      await phone.ended();
      await caller.hears(town.said('apology'));
    });
    expect(await board.record()).toMatchObject({ connectedAt: null });
  });
});

describe('the service is replaced', () => {
  const board = useSwitchboard();
  const town = useTown(board);

  it('in the menu: nobody is let go, and the call goes on', async () => {
    const caller = await town.caller();
    await caller.press('1');
    await caller.hearsBeginOf(town.invitation());
    await board.replaceService(listensAnew(caller));
    await caller.hears(town.invitation());
    await caller.press('0');
    const phone = await Promise.race([town.insurance1.line.called(), town.insurance2.line.called()]);
    await town.accept(phone);
    await talk(caller, phone);
  });

  it('while a phone rings: it rings on, once, and is answered', async () => {
    const caller = await town.callerTo(town.doctor1);
    const phone = await town.doctor1.line.called();
    await board.replaceService(nothing);
    await phone.answer();
    await talk(caller, phone);
    expect(town.doctor1.line.calls).toHaveLength(1);
  });

  it('in a conversation: the record has all of it, and there is one', async () => {
    const caller = await town.callerTo(town.doctor1);
    const phone = await town.doctor1.line.called();
    await phone.answer();
    await talk(caller, phone);
    await board.replaceService(() => talk(caller, phone, 900, 1500));
    const replacedAt = new Date().toISOString();
    await talk(caller, phone);
    await phone.hangUp();
    await caller.ended();
    const { outcome, connectedAt, endedAt } = await board.record();
    expect(outcome).toBe('connected');
    expect(connectedAt < replacedAt && replacedAt < endedAt).toBe(true);
    const { items } = await board.api.get(`call-records?from=${board.began.toISOString()}`);
    expect(items).toHaveLength(1);
  });
});
