import { renameSync } from 'node:fs';
import { talk } from './support/conversation.js';
import { useSwitchboard } from './support/switchboard.js';
import { useTown } from './support/town.js';

describe('what goes wrong, and what is changed', () => {
  const board = useSwitchboard();
  const town = useTown(board);

  it('a prompt that is missing ends its call politely, and the service stays up', async () => {
    const path = board.sounds.path('extension-too-short');
    renameSync(path, `${path}.gone`);
    const caller = await town.caller();
    await caller.press('654#');
    await caller.hears(town.said('apology'));
    await caller.ended();
    renameSync(`${path}.gone`, path);
    expect(await board.record()).toMatchObject({ outcome: 'failed' });
    const next = await town.callerTo(town.doctor1);
    const phone = await town.doctor1.line.called();
    await phone.answer();
    await talk(next, phone);
  });

  it("an operator's change is in effect for the next call", async () => {
    const resource = `switchboard-numbers/${town.menuId}`;
    const { menu } = await board.api.get(resource);
    const greeting = 'Good evening from the new menu.';
    await board.api.patch(resource, { menu: { ...menu, greeting } });
    const caller = await town.caller();
    await caller.hears(board.sounds.words(greeting));
    await board.api.patch(resource, { menu });
  });

  it('a trunk that was changed still tells who calls', async () => {
    const [{ id }] = (await board.api.get('trunks')).items;
    await board.api.patch(`trunks/${id}`, { codecs: ['ulaw'] });
    const phone = await town.insurance1.dials(town.number);
    await phone.hears(town.said('professional-welcome'));
  });

  it('a listing that is taken back cannot be reached, as if it had never been', async () => {
    await board.api.patch(`listings/${town.insurance1.listingId}`, { published: false });
    const caller = await town.callerTo(town.insurance1);
    await caller.hears(town.said('extension-not-listed'));
    await board.api.patch(`listings/${town.insurance1.listingId}`, { published: true });
  });

  it('a new direct line is rung at once when its owner has said yes', async () => {
    const elsewhere = board.phones.line('+12025550189', 'elsewhere');
    await board.api.put(`professionals/${town.doctor1.id}/direct-line`, { number: '+12025550189' });
    await board.people.consent(town.doctor1.listingId);
    await board.api.patch(`listings/${town.doctor1.listingId}`, { published: true });
    const caller = await town.callerTo(town.doctor1);
    const phone = await elsewhere.called();
    await phone.answer();
    await talk(caller, phone);
    expect(town.doctor1.line.calls).toHaveLength(0);
  });

  it('with no service there for four seconds, a caller gets an honest 503', async () => {
    await board.stopService();
    const caller = await board.phones.call(town.number);
    expect(await caller.ended(6000)).toMatchObject({ status: 503 });
  });
});
