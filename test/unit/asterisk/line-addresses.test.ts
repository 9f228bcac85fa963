import { jest } from '@jest/globals';
import { LegBook } from '../../../src/asterisk/legs.js';
import { LineAddresses } from '../../../src/asterisk/line-addresses.js';
import { RecordedAri } from './recorded-ari.js';

const TRUNK = {
  id: 'trunk',
  host: '127.0.0.1',
  port: 5060,
  transport: 'udp',
  match: [],
  codecs: [],
} as never;

function addresses(left: string[] = []) {
  const ari = new RecordedAri();
  const kept = new Set(left);
  const list = {
    add: (id: string) => kept.add(id),
    remove: (id: string) => kept.delete(id),
    all: async () => [...kept],
  };
  const legs = new LegBook().open('call', 'caller');
  const all = new LineAddresses(ari.connection, list as never, { warn: () => undefined } as never);
  return { ari, kept, legs, all };
}

describe('an address of a number', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is emptied, then removed, and off the list when it is gone', async () => {
    const { ari, kept, legs, all } = addresses();
    const { id } = all.add(legs, 'attempt', '+12025550150', TRUNK);
    expect([...kept]).toEqual([id]);
    all.forget(legs);
    await jest.advanceTimersByTimeAsync(999);
    expect(ari.requests.map((line) => line.split('/').at(-1))).toEqual([
      `${id}%3B%40line`,
      `${id}%3B%40line`,
    ]);
    expect(kept.size).toBe(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(ari.requests.at(-1)).toBe(`DELETE asterisk/config/dynamic/res_pjsip/aor/${id}`);
    expect(kept.size).toBe(0);
  });

  it('is forgotten after 5 s, however long the phone rings', async () => {
    const { ari, legs, all } = addresses();
    all.add(legs, 'attempt', '+12025550150', TRUNK);
    await jest.advanceTimersByTimeAsync(4_999);
    expect(ari.requests).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(ari.requests).toHaveLength(2);
  });

  it('that was left behind is taken away; one that is being dialled is not', async () => {
    const { ari, kept, legs, all } = addresses(['left']);
    const { id } = all.add(legs, 'attempt', '+12025550150', TRUNK);
    const cleared = all.clear();
    await jest.advanceTimersByTimeAsync(1_000);
    await cleared;
    expect(ari.requests.at(-1)).toBe('DELETE asterisk/config/dynamic/res_pjsip/aor/left');
    expect(ari.requests.some((line) => line.includes(id))).toBe(false);
    expect([...kept]).toEqual([id]);
  });

  it('stays on the list when Asterisk did not hear', async () => {
    const { ari, kept, legs, all } = addresses();
    const { id } = all.add(legs, 'attempt', '+12025550150', TRUNK);
    ari.answers.set(`PUT asterisk/config/dynamic/res_pjsip/contact/${id}%3B%40line`, 503);
    all.forget(legs);
    await jest.advanceTimersByTimeAsync(2_000);
    expect([...kept]).toEqual([id]);
  });
});
