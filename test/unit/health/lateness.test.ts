import { Lateness } from '../../../src/health/lateness.js';

/** Nothing else is done meanwhile. */
function block(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

describe('how late a process is', () => {
  const lateness = new Lateness();
  let isOver = false;

  beforeAll(() => lateness.onApplicationBootstrap());
  afterAll(() => {
    isOver = true;
    lateness.onModuleDestroy();
  });

  /** Resolves with what is seen once `isSo`; works for so long at a time, and now and then lets others have a turn. */
  const workUntil = (isSo: (late: number) => boolean, ms: number) =>
    new Promise<number>((resolve) => {
      const turn = () => {
        if (isOver || isSo(lateness.ms)) return resolve(lateness.ms);
        if (ms > 0) block(ms);
        setTimeout(turn, 1);
      };
      turn();
    });

  it('is told while there is too much to do, and not any more when that is over', async () => {
    const late = await workUntil((late) => late > 50, 80);
    expect(late).toBeLessThan(400);
    expect(await workUntil((late) => late <= 50, 0)).toBeLessThanOrEqual(50);
  }, 20_000);
});
