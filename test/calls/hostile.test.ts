import {
  calleeEarlySound,
  calleeGoodbye,
  calleeRedirection,
  calleeRefusal,
  calleeWays,
} from './hostile/callee-ways.js';
import { callerGoodbye, callerWays, strangers } from './hostile/caller-ways.js';
import { ELSEWHERE, LINE, NUMBER } from './hostile/numbers.js';
import type { Person } from './support/people.js';
import { SippPeer } from './support/sipp-peer.js';
import { useSwitchboard } from './support/switchboard.js';

/** That nothing of it reached the other party is checked after each, as after every test of calls. */
describe('whatever a peer says', () => {
  const board = useSwitchboard();
  let callees: SippPeer;
  let callers: SippPeer;
  let trunk: string;
  let doctor: Person;
  let unasked: Person;

  beforeAll(async () => {
    const category = await board.people.category('Doctor', '医生');
    doctor = await board.people.professional('Doctor 1', category, { acceptance: false });
    expect(board.privacy.watchList.has(LINE)).toBe(true);
    await board.people.dedicated(doctor, NUMBER, { ringSeconds: 5 });
    await board.people.menu('+12025550100', [category]);
    unasked = await board.people.professional('Doctor 2', category, { unasked: true });
    callees = new SippPeer(board.place, '127.0.0.22');
    callers = new SippPeer(board.place, '127.0.0.21');
    const settings = { host: callees.address, port: board.place.demoSipPort, match: [callers.sip] };
    trunk = (await board.api.post('trunks', { name: 'peers', ...settings, priority: 200, probeSeconds: 0 }))
      .id;
  }, 30_000);

  describe('as the callee', () => {
    // Calls go out by the trunk that is tried first.
    beforeAll(() => board.api.patch(`trunks/${trunk}`, { priority: 50 }));
    afterAll(() => board.api.patch(`trunks/${trunk}`, { priority: 200 }));

    it.each(calleeWays)('it %s', async (_, steps) => {
      const callee = await callees.answer(steps);
      const caller = await board.phones.call(NUMBER);
      await caller.answered();
      await callee.isPast();
      caller.say(700);
      await caller.hearsTone(700);
      await caller.hangUp();
      await callee.ended();
    });

    it('it does all that over TCP', async () => {
      await board.api.patch(`trunks/${trunk}`, { transport: 'tcp' });
      const callee = await callees.answer(calleeGoodbye, 'tcp');
      const caller = await board.phones.call(NUMBER);
      expect(await caller.ended()).toMatchObject({ cause: 16 });
      await callee.ended();
      await board.api.patch(`trunks/${trunk}`, { transport: 'udp' });
    });

    it('it hangs up with a reason', async () => {
      const callee = await callees.answer(calleeGoodbye);
      const caller = await board.phones.call(NUMBER);
      expect(await caller.ended()).toMatchObject({ cause: 16 });
      await callee.ended();
    });

    it('it refuses with a reason', async () => {
      const callee = await callees.answer(calleeRefusal);
      const caller = await board.phones.call(NUMBER);
      expect(await caller.ended()).toMatchObject({ status: 486 });
      await callee.ended();
    });

    it('it sends sound before it answers', async () => {
      const callee = await callees.answer(calleeEarlySound);
      const caller = await board.phones.call(NUMBER);
      await callee.isPast();
      await caller.hearsRinging();
      expect(caller.isAnswered).toBe(false);
      await caller.hangUp();
      await callee.ended();
    });

    it('it redirects the call (302): nobody else is rung', async () => {
      const callee = await callees.answer(calleeRedirection(ELSEWHERE));
      const caller = await board.phones.call(NUMBER);
      expect(await caller.ended()).toMatchObject({ status: 486 });
      await callee.ended();
      await forgetElsewhere();
    });

    it('it redirects the call that asks for its consent: nobody else is asked', async () => {
      const callee = await callees.answer(calleeRedirection(ELSEWHERE));
      const request = await board.api.post(`listings/${unasked.listingId}/consent-requests`, {});
      await callee.ended();
      // Asterisk may notice first that there is nowhere to go on.
      const outcome = expect.stringMatching(/^(busy|no-answer)$/);
      expect(await board.record()).toMatchObject({ kind: 'consent', outcome });
      expect(await board.api.get(`consent-requests/${request.id}`)).toMatchObject({ state: 'not-reached' });
      await forgetElsewhere();
    });

    /** Where a refused redirection pointed, Asterisk itself tells its verbose log, which is off. */
    async function forgetElsewhere(): Promise<void> {
      expect(await board.privacy.leaksOnTheWire()).toEqual([]);
      board.privacy.watchList.forget(ELSEWHERE);
    }
  });

  describe('as the caller', () => {
    it.each(callerWays)('it %s', async (_, steps) => {
      const caller = await callers.call(steps);
      const phone = await doctor.line.called();
      expect(phone.display).toMatchObject({ number: NUMBER });
      await phone.answer();
      await caller.isPast();
      phone.say(700);
      await phone.hearsTone(700);
      await phone.hangUp();
      await caller.ended();
    });

    it('it hangs up with a reason', async () => {
      const caller = await callers.call(callerGoodbye);
      const phone = await doctor.line.called();
      await phone.answer();
      expect(await phone.ended()).toMatchObject({ cause: 16 });
      await caller.ended();
    });
  });

  it.each(strangers)('a %s that belongs to no call is refused', async (_, steps) => {
    await (await callers.call(steps)).ended();
  });

  it.each(['caller', 'callee'])('keys that the %s presses pass, and are kept nowhere', async (who) => {
    const caller = await board.phones.call(NUMBER);
    const phone = await doctor.line.called();
    await phone.answer();
    await caller.answered();
    const [one, other] = who === 'caller' ? [caller, phone] : [phone, caller];
    const keys = LINE.slice(2);
    await one.press(keys);
    const heard = () =>
      other.story.facts.filter(({ what }) => what === 'received key').map(({ detail }) => detail);
    await other.story.until('to receive ten keys', () => heard().length === keys.length);
    expect(heard().join('')).toBe(keys);
  });
});
