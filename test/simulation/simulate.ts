import { Coverage } from './coverage.js';
import type { Broken } from './promises/broken.js';
import { START } from './time/simulated-time.js';
import { World, type WorldWishes } from './world.js';

export interface Wishes {
  calls: number;
  seed: number;
  atOnce: number;
  weather?: string | undefined;
}

/** The first promise that was not kept, and how to see it again. */
export interface Failure extends Broken {
  weather: string;
  /** After how many calls of the whole run. */
  calls: number;
  /** Ms from the first call of its town. */
  after: number;
  command: string;
  story: string[];
}

export interface Result {
  calls: number;
  towns: number;
  coverage: Coverage;
  failure: Failure | null;
}

/** One town after the other, until one fails. */
export async function simulate(wishes: Wishes, told: (calls: number) => void = () => {}): Promise<Result> {
  const result: Result = { calls: 0, towns: 0, coverage: new Coverage(), failure: null };
  for (let seed = wishes.seed; result.calls < wishes.calls; seed += 1) {
    const calls = Math.min(wishes.atOnce, wishes.calls - result.calls);
    const wish: WorldWishes = { seed, calls, weather: wishes.weather };
    const world = new World({ ...wish, coverage: result.coverage });
    const broken = await world.run();
    result.calls += calls;
    result.towns += 1;
    told(result.calls);
    if (!broken) continue;
    result.failure = await failureOf(wish, broken, world, result.calls);
    break;
  }
  return result;
}

/** Played again for its story: chance has a seed, so it is the same. */
async function failureOf(
  wish: WorldWishes,
  broken: Broken,
  { weather }: World,
  calls: number,
): Promise<Failure> {
  const again = new World({ ...wish, storyOf: broken.callId });
  await again.run();
  return {
    ...broken,
    calls,
    weather: weather.name,
    after: broken.at - START,
    story: again.story.lines,
    command: commandOf(wish),
  };
}

const commandOf = ({ seed, calls, weather }: WorldWishes): string =>
  `npm run simulate -- --seed ${seed} --calls ${calls} --at-once ${calls} --story` +
  (weather === undefined ? '' : ` --weather '${weather}'`);
