import { Directory } from '../routing/directory.js';
import { newPrefix, RoutingNode } from '../routing/node.js';

const NOW = new Date('2026-03-11T15:00:00Z');
const NUMBER = '+12025550100';

describe('A number assigned to a trunk', () => {
  let directory: Directory;
  let node: RoutingNode;
  let own: string;
  let other: string;

  beforeAll(async () => {
    directory = await Directory.create();
    await directory.addSwitchboardNumber(NUMBER);
    [own, other] = [await directory.addTrunk(1), await directory.addTrunk(2)];
    await directory.database.query('UPDATE switchboard_numbers SET trunk_id = $1', [own]);
    node = await RoutingNode.start(directory.url, newPrefix());
  });
  afterAll(async () => {
    await node.stop();
    await directory.remove();
  });

  it('is reached by that trunk and by our own phones', async () => {
    for (const trunk of [own, null])
      expect(await node.routing.findNumber(NUMBER, null, NOW, trunk)).toMatchObject({ kind: 'menu' });
  });

  it('is answered to another like a number nobody has, as fast', async () => {
    const took = async (number: string): Promise<number> => {
      const began = performance.now();
      expect(await node.routing.findNumber(number, null, NOW, other)).toBeUndefined();
      return performance.now() - began;
    };
    const times: Record<string, number[]> = { assigned: [], nobodys: [] };
    for (let i = 0; i < 20; i++) {
      times['assigned']?.push(await took(NUMBER));
      times['nobodys']?.push(await took('+12025550199'));
    }
    const median = (of: number[] = []) => of.sort((a, b) => a - b)[10] ?? 0;
    expect(Math.abs(median(times['assigned']) - median(times['nobodys']))).toBeLessThan(5);
  });
});
