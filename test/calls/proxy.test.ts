import { readFileSync } from 'node:fs';
import { jest } from '@jest/globals';
import { freePlace, removePlace } from '../../scripts/lib/free-place.mjs';
import type { Place } from '../../scripts/lib/place.mjs';
import { CallerPeer, type Call } from './support/proxy/caller-peer.js';
import { NodePeer } from './support/proxy/node-peer.js';
import { Proxy } from '../../scripts/lib/proxy.mjs';

const NUMBER = '+12025550101';

jest.setTimeout(30_000);

describe('the proxy in front of two nodes', () => {
  let place: Place;
  let proxy: Proxy;
  let nodes: [NodePeer, NodePeer];
  let carrier: CallerPeer;
  let stranger: CallerPeer;

  beforeEach(async () => {
    place = await freePlace();
    nodes = [await new NodePeer().start('127.0.0.1'), await new NodePeer().start('127.0.0.1')];
    proxy = await (await Proxy.of(place, 40)).start(nodes.map(({ sip }) => sip));
    carrier = await new CallerPeer(proxy.port).start(proxy.carrier);
    stranger = await new CallerPeer(proxy.port).start('127.0.0.42');
  }, 30_000);

  afterEach(async () => {
    await proxy.stop();
    for (const end of [...nodes, carrier, stranger]) end.close();
    if (!process.env.KEEP_TEST_HOMES) removePlace(place);
  }, 30_000);

  /** Which of the two has a call is by lot: calls until `node` has had one; the last call. */
  async function callUntil(node: NodePeer): Promise<Call> {
    for (let i = 0; i < 40; i++) {
      const call = await carrier.calls(NUMBER);
      if (node.calls > 0) return call;
    }
    throw new Error('Of 40 calls none went to that node');
  }

  /** Calls that come to neither node but the one that is meant to have them. */
  async function twelveGoTo(node: NodePeer): Promise<void> {
    nodes.forEach((each) => each.forget());
    for (let i = 0; i < 12; i++) expect((await carrier.calls(NUMBER)).status).toBe(200);
    expect(node.calls).toBe(12);
  }

  /** By the second question the answer to the first was taken in. */
  async function isAskedAgain(node: NodePeer): Promise<void> {
    node.forget();
    await node.hears(/^OPTIONS/, { nth: 2 });
  }

  const expectRefusal = (call: Call) => {
    expect(call.status).toBe(503);
    expect(call.retryAfter).toHaveLength(1);
    expect(call.retryAfter[0]).toBeGreaterThanOrEqual(2);
    expect(call.retryAfter[0]).toBeLessThanOrEqual(10);
  };

  it('says when to call again, where every node says 503', async () => {
    nodes.forEach((node) => (node.manner = [100, 503]));
    expectRefusal(await carrier.calls(NUMBER));
    expect(nodes.map(({ calls }) => calls)).toEqual([1, 1]);
  });

  it('says so too where no node is there, to OPTIONS as to calls', async () => {
    nodes.forEach((node) => (node.health = 503));
    await Promise.all(nodes.map(isAskedAgain));
    nodes.forEach((node) => node.forget());
    expectRefusal(await carrier.calls(NUMBER));
    expect(nodes.map(({ calls }) => calls)).toEqual([0, 0]);
    expect((await carrier.asks('OPTIONS')).text).toMatch(/^SIP\/2.0 503[^]*Retry-After: \d/);
  });

  it('says nothing of calling again inside of a call, where no other node could help', async () => {
    const call = await carrier.calls(NUMBER);
    nodes.forEach((node) => (node.manner = [503]));
    expect(await carrier.inDialog(call, 'INVITE')).toBe(500);
    expect(nodes.map((node) => node.count(/^INVITE[^]*CSeq: 2 /)).sort()).toEqual([0, 1]);
  });

  it('spreads calls, and tells by its port who calls', async () => {
    for (const node of nodes) expect((await callUntil(node)).status).toBe(200);
    const { from } = await nodes[0].hears(/^INVITE/);
    expect(from.port).toBe(proxy.door);
    await stranger.calls(NUMBER);
    await Promise.any(nodes.map((node) => node.hears(/^INVITE[^]*127.0.0.42/)));
    const heard = nodes
      .flatMap((node) => node.heard)
      .filter(({ text }) => /^INVITE[^]*127.0.0.42/.test(text));
    expect(heard.map((each) => each.from.port)).toEqual([proxy.strangersDoor]);
  });

  it('gives a call to the other node when the first says nothing, within 4 s', async () => {
    nodes[0].manner = [];
    const began = performance.now();
    const call = await callUntil(nodes[0]);
    expect(call.status).toBe(200);
    expect(performance.now() - began).toBeLessThan(4000);
    expect(nodes[1].count(new RegExp(`^INVITE[^]*${call.id}`))).toBe(1);
  });

  it('gives a call to the other node when the first says 503', async () => {
    nodes[0].manner = [100, 503];
    const call = await callUntil(nodes[0]);
    expect(call.status).toBe(200);
    expect(nodes[1].count(new RegExp(`^INVITE[^]*${call.id}`))).toBe(1);
  });

  it('gives it to nobody else once a phone has rung', async () => {
    nodes.forEach((node) => (node.manner = [100, 180]));
    const id = carrier.invites(NUMBER);
    await carrier.hears(/^SIP\/2.0 180/);
    const node = nodes.find(({ calls }) => calls > 0)!;
    node.adds(503, await node.hears(/^INVITE/));
    expectRefusal(await carrier.outcome(id));
    expect(nodes.reduce((sum, { calls }) => sum + calls, 0)).toBe(1);
  });

  it('gives it to nobody else when it was busy or declined', async () => {
    for (const status of [486, 603, 500, 404]) {
      nodes.forEach((node) => (node.forget(), (node.manner = [100, status])));
      expect((await carrier.calls(NUMBER)).status).toBe(status);
      expect(nodes.reduce((sum, { calls }) => sum + calls, 0)).toBe(1);
    }
  });

  it('takes a call back from a node that wakes too late', async () => {
    nodes[0].manner = [];
    const call = await callUntil(nodes[0]);
    const late = await nodes[0].hears(new RegExp(`^INVITE[^]*${call.id}`));
    nodes[0].adds(180, late);
    await nodes[0].hears(/^CANCEL/);
  });

  it('gives a drained node no new call, and lets those it has end', async () => {
    const call = await callUntil(nodes[0]);
    const { text } = await nodes[0].hears(/^INVITE/);
    expect(text).toContain('Record-Route');
    await proxy.setState('d', nodes[0].sip);
    await twelveGoTo(nodes[1]);
    expect(await carrier.inDialog(call, 'BYE')).toBe(200);
    await nodes[0].hears(new RegExp(`^BYE[^]*${call.id}`));
    await proxy.setState('a', nodes[0].sip);
    expect((await callUntil(nodes[0])).status).toBe(200);
  });

  it('gives a node that answers OPTIONS with 503 no call, until it is well', async () => {
    nodes[0].health = 503;
    await isAskedAgain(nodes[0]);
    await twelveGoTo(nodes[1]);
    nodes[0].health = 200;
    await isAskedAgain(nodes[0]);
    expect((await callUntil(nodes[0])).status).toBe(200);
  });

  it('passes on nothing by which a stranger could be taken for somebody else, nor where they want it', async () => {
    const names = ['P-Asserted-Identity', 'Remote-Party-ID', 'X-Carrier', 'Diversion', 'Replaces'];
    const lies = names.map((name) => `${name}: <sip:+12025550150@127.0.0.1>`);
    const call = await stranger.calls(NUMBER, [...lies, `Route: <sip:${carrier.sip};lr>`]);
    expect(call.status).toBe(200);
    const heard = nodes.flatMap((node) => node.heard).find(({ text }) => text.startsWith('INVITE'))!;
    expect(heard.text).not.toMatch(new RegExp(`^(${names.join('|')}|Route):`, 'm'));
    expect(await stranger.inDialog(call, 'INFO', `sip:${carrier.sip}`)).toBe(403);
    expect(await stranger.inDialog(call, 'INFO', call.target, [])).toBe(481);
    const beyond = [...call.routes, `<sip:${carrier.sip};lr>`];
    expect(await stranger.inDialog(call, 'INFO', call.target, beyond)).toBe(403);
    expect(carrier.count(/^(INVITE|INFO)/)).toBe(0);
  });

  it('comes by the door of who asks, whatever its Route says', async () => {
    const call = await callUntil(nodes[0]);
    const forged = await stranger.inDialog(call, 'BYE');
    expect(forged).toBe(200);
    const bye = await nodes[0].hears(/^BYE/);
    expect(bye.from.port).toBe(proxy.strangersDoor);
  });

  it('does not hear a stranger who floods it, nor anything very long, and goes on hearing the carrier', async () => {
    expect((await carrier.calls(NUMBER, [`Subject: ${'x'.repeat(9000)}`])).status).toBe(513);
    await stranger.asks('OPTIONS');
    for (let i = 0; i < 200; i++) void stranger.asks('OPTIONS').catch(() => undefined);
    // Each comes after the flood; by the last all of that has been read.
    for (let i = 0; i < 20; i++) expect((await carrier.asks('OPTIONS')).text).toMatch(/^SIP\/2.0 200/);
    expect(stranger.count(/^SIP/)).toBeLessThan(100);
  });

  it('refuses more calls a second than it was told, and no number is in its log', async () => {
    const ids = Array.from({ length: 100 }, () => carrier.invites(NUMBER));
    const calls = await Promise.all(ids.map((id) => carrier.outcome(id)));
    const refused = calls.filter(({ status }) => status === 503);
    expect(refused.length).toBeGreaterThan(0);
    refused.forEach(expectRefusal);
    stranger.invites(NUMBER, ['Via: broken +12025550140', 'Record-Route: <foo:+12025550140>']);
    await stranger.asks('OPTIONS');
    expect(readFileSync(proxy.log, 'latin1')).not.toMatch(/2025550\d{3}/);
  });
});
