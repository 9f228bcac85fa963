import { digest, valueIn, type Credentials } from './support/digest.js';
import type { Person } from './support/people.js';
import { SippPeer } from './support/sipp-peer.js';
import { Stranger } from './support/stranger.js';
import { useSwitchboard } from './support/switchboard.js';
import {
  callsWithPassword,
  challenges,
  isAnswered,
  isCalled,
  isCalledWith,
  isHungUp,
  isPast,
  receives,
  replies,
  sdp,
} from './sipp/scenario.js';

const NUMBER = '+12025550101';
const NOBODYS = '+12025550199';
/** The first line that `People` gives. */
const LINE = '+12025550160';
const CHALLENGE = { realm: 'carrier', nonce: '4f1d0c6b' };
const OURS = { username: 'switchboard', password: 'ours-at-no-carrier' };
const THEIRS = { username: 'carrier', password: 'theirs-at-no-switchboard' };

describe('a carrier with a password', () => {
  const board = useSwitchboard();
  let person: Person;
  let carrier: SippPeer;
  let id: string;
  let other: string;

  beforeAll(async () => {
    const { place, people, api } = board;
    const doctor = await people.category('Doctor', '医生');
    person = await people.professional('Doctor 1', doctor, { acceptance: false });
    await people.dedicated(person, NUMBER);
    carrier = new SippPeer(place, '127.0.0.22');
    other = (await api.get('trunks')).items[0].id;
    const settings = { host: carrier.address, port: place.demoSipPort, priority: 50, probeSeconds: 0 };
    id = (await api.post('trunks', { name: 'with passwords', ...settings })).id;
  }, 30_000);

  const set = (purpose: 'ours' | 'theirs', credentials: Credentials) =>
    board.api.put(`trunks/${id}/credentials/${purpose}`, credentials);

  /** Our INVITE with the right answer to its challenge. */
  const isTold = (credentials: Credentials) =>
    isCalledWith(`response=.${digest(credentials, CHALLENGE, 'INVITE', `sip:${LINE}@${carrier.sip}`)}`);

  it.each([401, 407] as const)('that asks for it (%i) is told it, and connects', async (status) => {
    await set('ours', OURS);
    const call = await carrier.answer([
      isCalled,
      challenges(status, CHALLENGE),
      isTold(OURS),
      replies('200 OK', { body: sdp() }),
      receives('ACK'),
      isHungUp,
    ]);
    const caller = await board.phones.call(NUMBER);
    await caller.answered();
    caller.say(700);
    await caller.hearsTone(700);
    await caller.hangUp();
    await call.ended();
    expect(await board.record()).toMatchObject({ outcome: 'connected', trunkId: id });
  });

  it('that does not take it is left for another one', async () => {
    const wrong = { ...OURS, password: 'mistyped' };
    await set('ours', wrong);
    const refuses = challenges(407, CHALLENGE);
    const refusal = await carrier.answer([isCalled, refuses, isTold(wrong), refuses]);
    const caller = await board.phones.call(NUMBER);
    await person.line.called();
    await refusal.ended();
    await caller.hangUp();
    expect((await board.record()).attempts).toMatchObject([
      { trunkId: id, outcome: 'trunk-failed' },
      { trunkId: other },
    ]);
  });

  it('brings calls with its own, from anywhere', async () => {
    await set('theirs', THEIRS);
    const { username, password } = THEIRS;
    // The call leaves by the other one: this one is the caller.
    await board.api.patch(`trunks/${id}`, { priority: 200 });
    const call = await new SippPeer(board.place, '127.0.0.21').call([
      callsWithPassword(NUMBER, '<sip:+12025550145@[local_ip]>', username, password),
      isAnswered(NUMBER, 2),
      isPast,
      isHungUp,
    ]);
    const phone = await person.line.called();
    await phone.answer();
    await call.isPast();
    phone.say(700);
    await phone.hearsTone(700);
    await phone.hangUp();
    await call.ended();
    expect(await board.record()).toMatchObject({ arrivedBy: id, trunkId: other, outcome: 'connected' });
  });

  it('is a stranger without it, and learns nothing of a number', async () => {
    const stranger = await Stranger.at(board.place, '127.0.0.26');
    const asked = (await stranger.tries({ to: NUMBER }))?.text ?? '';
    const challenge = { realm: valueIn(asked, 'realm'), nonce: valueIn(asked, 'nonce') };
    const tries = async (to: string, credentials: Credentials, method = 'INVITE') => {
      const uri = `sip:${to}@${board.place.sipAddress}:${board.place.sipPort}`;
      const [count, own, qop] = ['00000001', 'c0ffee', 'auth'];
      const response = digest(credentials, challenge, method, uri, [count, own, qop]);
      const { username } = credentials;
      const quoted = { username, ...challenge, uri, response, cnonce: own, opaque: valueIn(asked, 'opaque') };
      const fields = Object.entries(quoted).map(([name, value]) => `${name}="${value}"`);
      const header = `Authorization: Digest ${fields.join(', ')}, qop=${qop}, nc=${count}, algorithm=MD5`;
      return shape((await stranger.tries({ method, to, headers: [header] }))?.text);
    };
    const answers = [];
    for (const to of [NUMBER, NOBODYS])
      for (const who of [
        { ...THEIRS, password: 'guessed' },
        { ...THEIRS, username: 'somebody' },
      ])
        answers.push(await tries(to, who));
    // With the right one it is let in, so the rest was written well.
    expect(await tries(NUMBER, THEIRS, 'OPTIONS')).toMatch(/^SIP\/2.0 200/);
    stranger.close();
    expect(answers[0]).toMatch(/^SIP\/2.0 401/);
    expect(new Set(answers).size).toBe(1);
    expect(person.line.calls).toEqual([]);
  });

  it('has left none in what Asterisk and the service keep', () => {
    for (const { password } of [OURS, THEIRS]) expect(board.holds(password)).toEqual([]);
  });
});

/** What an answer says, without what differs from one to the next. */
const shape = (text = 'nothing'): string =>
  text
    .split('\r\n')
    .filter((line) => !/^(Via|From|To|Call-ID|CSeq):/.test(line))
    .join('\n')
    .replaceAll(/(nonce|opaque|tag)="?[^",;]*"?/g, '$1=#');
