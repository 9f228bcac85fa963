import { Turns } from '../../../src/common/turns.js';

describe('turns', () => {
  it('lets two go on at once, in the order they came, past one that fails', async () => {
    const turns = new Turns(2);
    const begun: number[] = [];
    let atWork = 0;
    let most = 0;
    const work = async (n: number) => {
      begun.push(n);
      most = Math.max(most, ++atWork);
      await new Promise((done) => setTimeout(done, 5));
      atWork--;
      if (n === 1) throw new Error('spilt');
    };
    const all = await Promise.allSettled([0, 1, 2, 3, 4].map((n) => turns.take(() => work(n))));
    expect(all.map(({ status }) => status[0])).toEqual(['f', 'r', 'f', 'f', 'f']);
    expect(begun).toEqual([0, 1, 2, 3, 4]);
    expect(most).toBe(2);
  });
});
