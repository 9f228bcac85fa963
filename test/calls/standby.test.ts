import { talk } from './support/conversation.js';
import { useSwitchboard } from './support/switchboard.js';
import { useTown } from './support/town.js';

/** The time that a process may take to be replaced (ms). */
const REPLACED_WITHIN = 5_000;

describe('a second process stands by', () => {
  describe('and the first one dies', () => {
    const board = useSwitchboard();
    const town = useTown(board);

    it('its calls are adopted within 5 s, and go on', async () => {
      expect(await board.addStandby()).toMatchObject({ ready: true, parts: { asterisk: 'standby' } });
      const inMenu = await town.caller();
      await inMenu.press('1');
      await inMenu.hearsBeginOf(town.invitation());
      const talking = await town.callerTo(town.doctor1);
      const phone = await town.doctor1.line.called();
      await phone.answer();
      await talk(talking, phone);
      inMenu.listensAnew();
      const killedAt = Date.now();
      board.signalOwner('SIGKILL');
      await inMenu.hearsBeginOf(town.invitation());
      expect(Date.now() - killedAt).toBeLessThan(REPLACED_WITHIN);
      await talk(talking, phone);
      await phone.hangUp();
      await talking.ended();
      await inMenu.hangUp();
      expect(await board.record()).toMatchObject({ outcome: expect.any(String) });
    });
  });

  describe('and the first one hangs, and comes back', () => {
    const board = useSwitchboard();
    const town = useTown(board);

    it('it steers nothing any more: nobody is rung twice, and there is one record', async () => {
      await board.addStandby();
      const caller = await town.callerTo(town.doctor1);
      const phone = await town.doctor1.line.called();
      const { ended } = board.signalOwner('SIGSTOP');
      await board.steered();
      board.signalOwner('SIGCONT');
      expect(await ended).toBe('ended by SIGTERM');
      await phone.answer();
      await talk(caller, phone);
      expect(town.doctor1.line.calls).toHaveLength(1);
      await phone.hangUp();
      await caller.ended();
      expect(await board.record()).toMatchObject({ outcome: 'connected' });
      const { items } = await board.api.get(`call-records?from=${board.began.toISOString()}`);
      expect(items).toHaveLength(1);
    });
  });
});
