import { Authority } from './support/authority.js';
import { talk } from './support/conversation.js';
import { Eavesdropper } from './support/eavesdropper.js';
import type { Person } from './support/people.js';
import { secureCarrier } from './support/secure-carrier.js';
import { useSwitchboard } from './support/switchboard.js';
import { TlsPeer } from './support/tls-peer.js';

const NUMBER = '+12025550101';
const CARRIER = '127.0.0.24';

const authority = new Authority();
const otherAuthority = new Authority();

describe('a carrier over TLS with SRTP', () => {
  const board = useSwitchboard({ settings: { TLS_CA_FILE: authority.certificate } });
  let person: Person;
  let plain: string;
  let secure: string;
  let eavesdropper: Eavesdropper;

  beforeAll(async () => {
    const { place, people, api } = board;
    await secureCarrier(place, CARRIER, authority.signs(CARRIER));
    const doctor = await people.category('Doctor', '医生');
    person = await people.professional('Doctor 1', doctor, { acceptance: false });
    await people.dedicated(person, NUMBER);
    plain = (await api.get('trunks')).items[0].id;
    await api.patch(`trunks/${plain}`, { probeSeconds: 0 });
    const tls = { transport: 'tls', media: 'srtp', port: place.demoSipPort };
    const settings = { name: 'secure', host: CARRIER, match: [CARRIER], priority: 50, ...tls };
    secure = (await api.post('trunks', settings)).id;
    eavesdropper = new Eavesdropper(place);
  }, 30_000);

  afterAll(() => {
    authority.remove();
    otherAuthority.remove();
  });

  /** What somebody on the wire understands of a call in which both hear each other. */
  async function overheard(by?: string) {
    const hears = async () => {
      expect(await board.privacy.leaksOnTheWire()).toEqual([]);
      return eavesdropper.hears(700, 1200);
    };
    await hears();
    const caller = await board.phones.call(NUMBER, by ? { by } : {});
    const phone = await person.line.called();
    await phone.answer();
    await caller.answered();
    for (let i = 0; i < 3; i++) await talk(caller, phone);
    await caller.hangUp();
    await phone.ended();
    return hears();
  }

  it('brings and takes calls that nobody on the wire understands', async () => {
    const { sip, tones, packets } = await overheard('switchboard-by-tls');
    expect(await board.record()).toMatchObject({ arrivedBy: secure, trunkId: secure, outcome: 'connected' });
    if (!board.privacy.seesMedia) return;
    expect({ sip, tones }).toEqual({ sip: 0, tones: [] });
    expect(packets).toBeGreaterThan(20);
  });

  it('and who listens would understand a plain one', async () => {
    await board.api.patch(`trunks/${secure}`, { enabled: false });
    const { sip, tones } = await overheard();
    expect(await board.record()).toMatchObject({ arrivedBy: plain, trunkId: plain });
    if (board.privacy.seesMedia) expect(tones).toEqual([700, 1200]);
    expect(sip).toBeGreaterThan(10);
    await board.api.patch(`trunks/${secure}`, { enabled: true });
  });

  it('brings no call whose audio is plain', async () => {
    const caller = await board.phones.call(NUMBER, { by: 'plain-audio-by-tls' });
    expect(await caller.ended()).toMatchObject({ status: 488 });
    expect(person.line.calls).toEqual([]);
  });

  it.each([
    // Each at an address of its own: a connection that stands is used for the next call.
    [
      'a number when its certificate is right',
      '127.0.0.28',
      () => authority.signs('127.0.0.28'),
      ['INVITE', 'ACK'],
    ],
    ['nothing when nobody knows who signed it', '127.0.0.29', () => otherAuthority.signs('127.0.0.29'), []],
    ["nothing when it is somebody else's", '127.0.0.30', () => authority.signs(CARRIER), []],
  ])('is told %s', async (_, host, signed, told) => {
    const { demoSipPort: port } = board.place;
    const peer = await new TlsPeer(signed()).listen(port, host);
    const tls = { transport: 'tls', media: 'srtp', port, probeSeconds: 0 };
    const pretender = await board.api.post('trunks', {
      name: 'other',
      host,
      priority: 20,
      ...tls,
    });
    const caller = await board.phones.call(NUMBER);
    await person.line.called();
    expect(peer.heard).toEqual(told);
    await caller.hangUp();
    expect((await board.record()).attempts).toMatchObject([
      { trunkId: pretender.id, outcome: 'trunk-failed' },
      { trunkId: secure },
    ]);
    await board.api.delete(`trunks/${pretender.id}`);
    peer.close();
  });
});
