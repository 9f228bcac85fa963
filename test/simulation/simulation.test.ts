import { simulate } from './simulate.js';
import { failureText } from './report.js';
import { optionsFrom } from './options.js';

const FRESH = Date.now() % 1_000_000_000;
const AT_ONCE = 400;

/** Fails with what was broken, the story, and the command that plays it again. */
async function run(seed: number, calls: number, weather?: string) {
  const result = await simulate({ seed, calls, atOnce: AT_ONCE, weather });
  if (result.failure) throw new Error(failureText(result.failure, false));
  return result;
}

describe('simulated calls', () => {
  it.each(['calm', 'slow', 'failing', 'refusing', 'cut off', 'restarted', 'killed', 'stormy'])(
    'keep every promise in %s weather',
    async (weather) => {
      await run(1, 2_000, weather);
    },
    60_000,
  );

  it(`keep every promise from seed ${FRESH} on`, async () => {
    await run(FRESH, 8_000);
  }, 60_000);

  it('meet every state, and end in every way', async () => {
    const { coverage } = await run(7, 4_000, 'stormy');
    expect(coverage.states.length).toBe(17);
    expect(coverage.pairs).toBeGreaterThan(130);
    expect(coverage.outcomes.size).toBe(20);
  }, 60_000);

  it('are the same calls again with the same seed', async () => {
    const [one, other] = [await run(3, 800, 'stormy'), await run(3, 800, 'stormy')];
    expect(one.coverage).toEqual(other.coverage);
  });
});

describe('its options', () => {
  it('are read, and refused where they make no sense', () => {
    expect(optionsFrom(['--calls', '1,000', '--seed', '7'])).toMatchObject({ calls: 1_000, seed: 7 });
    expect(optionsFrom(['--help'])).toBeNull();
    expect(() => optionsFrom(['--calls', 'many'])).toThrow(
      '--calls wants a whole number from 1 on, not many',
    );
    expect(() => optionsFrom(['--weather', 'fine'])).toThrow('there is no weather fine');
    expect(() => optionsFrom(['--sed', '7'])).toThrow('--sed');
  });
});
