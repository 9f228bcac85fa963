import {
  closed,
  failed,
  mayTry,
  probed,
  succeeded,
  tried,
  untold,
  type Circuit,
} from '../../../src/trunks/circuit.js';

const failTimes = (count: number, circuit = closed(0), at = 0): Circuit =>
  Array.from({ length: count }).reduce<Circuit>((so, _, i) => failed(so, `call ${i}`, at), circuit);

describe("A trunk's circuit", () => {
  it('opens after three failures in a row, and not after two', () => {
    expect(failTimes(2).state).toBe('closed');
    expect(failTimes(3)).toMatchObject({ state: 'open', reason: '3 calls failed in a row' });
  });

  it('counts only failures in a row', () => {
    expect(failTimes(2, succeeded(failTimes(2), 0)).state).toBe('closed');
  });

  it('lets one call through after 5 s, and closes when that one succeeds', () => {
    const open = failTimes(3);
    expect(mayTry(open, 4_999)).toBe(false);
    expect(mayTry(open, 5_000)).toBe(true);
    const trial = tried(open, 'trial', 5_000);
    expect(trial.state).toBe('trial');
    expect(mayTry(trial, 60_000)).toBe(false);
    expect(succeeded(trial, 6_000)).toMatchObject({ state: 'closed', failures: 0 });
  });

  it('waits twice as long after each trial that failed, five minutes at most', () => {
    let circuit = failTimes(3);
    const pauses: number[] = [];
    while (pauses.length < 8) {
      if (circuit.state !== 'open') throw new Error('not open');
      pauses.push(circuit.pause);
      const at = circuit.until;
      circuit = failed(tried(circuit, 'trial', at), 'trial', at);
    }
    expect(pauses.map((ms) => ms / 1000)).toEqual([5, 10, 20, 40, 80, 160, 300, 300]);
  });

  it('is not opened anew by an older call that fails during the trial', () => {
    const trial = tried(failTimes(3), 'trial', 5_000);
    expect(failed(trial, 'older', 5_001)).toBe(trial);
  });

  it('may be tried again at once when a trial ended untold', () => {
    const again = untold(tried(failTimes(3), 'trial', 5_000), 'trial', 6_000);
    expect(again).toMatchObject({ state: 'open', pause: 5_000 });
    expect(mayTry(again, 6_000)).toBe(true);
  });

  it('opened by a probe is not tried while probes fail, and closes by a good one', () => {
    let circuit: Circuit = closed(0);
    for (const at of [0, 3_000, 6_000]) circuit = probed(circuit, 'probe', false, '503', at);
    expect(circuit).toMatchObject({ state: 'open', reason: '503', since: 0 });
    expect(mayTry(circuit, 10_000)).toBe(false);
    expect(probed(circuit, 'probe', true, '', 9_000).state).toBe('closed');
  });

  it('opened by calls does not close by a good probe', () => {
    expect(probed(failTimes(3), 'probe', true, '', 1_000).state).toBe('open');
  });
});
