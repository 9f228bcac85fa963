import type { Person } from './support/people.js';
import { CallerPeer } from './support/proxy/caller-peer.js';
import { Proxy } from '../../scripts/lib/proxy.mjs';
import { useSwitchboard } from './support/switchboard.js';

const NUMBER = '+12025550101';

describe('a switchboard behind the proxy', () => {
  const board = useSwitchboard({ settings: { MAX_CALLS: '1' } });
  let proxy: Proxy;
  let carrier: CallerPeer;
  let stranger: CallerPeer;
  let person: Person;
  let trunk: string;

  beforeAll(async () => {
    const doctor = await board.people.category('Doctor', '医生');
    person = await board.people.professional('Doctor 1', doctor, { acceptance: false });
    await board.people.dedicated(person, NUMBER);
    proxy = await Proxy.of(board.place);
    const match = [`127.0.0.1:${proxy.door}`];
    const settings = { name: 'by the proxy', host: proxy.carrier, priority: 200, probeSeconds: 0, match };
    trunk = (await board.api.post('trunks', settings)).id;
    await proxy.start([`127.0.0.1:${board.place.sipPort}`]);
    carrier = await new CallerPeer(proxy.port).start(proxy.carrier);
    stranger = await new CallerPeer(proxy.port).start('127.0.0.42');
  }, 30_000);

  afterAll(async () => {
    await proxy?.stop();
    carrier?.close();
    stranger?.close();
  });

  /** Asks until the proxy says so, as a carrier's probe does. */
  async function proxySays(status: number): Promise<string> {
    const deadline = Date.now() + 10_000;
    for (;;) {
      const { text } = await carrier.asks('OPTIONS');
      if (text.startsWith(`SIP/2.0 ${status}`)) return text;
      if (Date.now() > deadline) throw new Error(`The proxy did not say ${status} within 10 s`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  it("takes the carrier's call for its trunk's, refuses the next with a time to call again", async () => {
    const id = carrier.invites(NUMBER);
    const phone = await person.line.called();
    await phone.answer();
    const call = await carrier.outcome(id);
    expect(call.status).toBe(200);
    const next = await carrier.calls(NUMBER);
    expect([next.status, next.retryAfter.length]).toEqual([503, 1]);
    expect(await carrier.inDialog(call, 'BYE')).toBe(200);
    await phone.ended();
    expect((await board.record()).arrivedBy).toBe(trunk);
  });

  it('lets the callee hang up through it', async () => {
    const id = carrier.invites(NUMBER);
    const phone = await person.line.called();
    await phone.answer();
    await carrier.outcome(id);
    await phone.hangUp();
    await carrier.hears(new RegExp(`^BYE[^]*${id}`));
  });

  it('asks strangers for a password', async () => {
    expect((await stranger.calls(NUMBER)).status).toBe(401);
  });

  it('is given no calls while it does not know the trunk', async () => {
    await board.api.patch(`trunks/${trunk}`, { match: ['127.0.0.43'] });
    expect(await proxySays(503)).toMatch(/^Retry-After: \d+\r$/m);
    await board.api.patch(`trunks/${trunk}`, { match: [`127.0.0.1:${proxy.door}`] });
    await proxySays(200);
  });

  it('says when to call again, where no service is there', async () => {
    await board.stopService();
    const call = await carrier.calls(NUMBER);
    expect([call.status, call.retryAfter.length]).toEqual([503, 1]);
  });
});
