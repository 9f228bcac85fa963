import { LOCAL_LIMITS } from '../../../src/guard/local-guesses.js';
import { seeded } from '../../unit/routing/seeded.js';
import type { RoutingNode } from '../routing/node.js';
import { everyExtension, Scanner, shuffled } from './scanner.js';
import { later, Town } from './town.js';

const LISTINGS = 200;
const NUMBERS = 1000;
const GUESSES = 100_000;
const NO_LIMIT = { hour: 1e9, day: 1e9 };

/** The time is the scanner's: hours and days of it pass in seconds. */
describe('Who guesses extensions from a thousand numbers', () => {
  const all = everyExtension();
  const random = seeded(7);
  let town: Town;

  const scanner = (node: RoutingNode) => new Scanner(town, node, NUMBERS, shuffled(all, random));
  const tell = (when: string, { guesses, wrong, found }: Scanner) =>
    process.stdout.write(
      `  ${when}: ${guesses} guesses, ${wrong + found.size} answered, ${found.size} of ${LISTINGS} found\n`,
    );
  /** By so many different extensions: five standard deviations above what chance gives. */
  const mostFound = (tried: number) => {
    const mean = (tried * LISTINGS) / all.length;
    return mean + 5 * Math.sqrt(mean) + 3;
  };

  /** Where the machine was too busy for Redis to answer in time, the process allowed a few by itself. */
  const mostWrong = (limit: number, { guardCounters }: RoutingNode, hours: number) =>
    guardCounters.local === 0 ? limit : limit + LOCAL_LIMITS.overall * hours;

  beforeAll(async () => {
    town = await Town.create();
    for (const extension of shuffled(all, random).slice(0, LISTINGS)) {
      const { listingId } = await town.person();
      const change = 'UPDATE pass_through_numbers SET extension = $2 WHERE listing_id = $1';
      await town.directory.database.query(change, [listingId, extension]);
    }
  }, 60_000);

  afterAll(() => town.remove());

  it('is told of 200 wrong ones in an hour, out of 100,000 guesses', async () => {
    const node = await town.nodeApart();
    const scan = scanner(node);
    await scan.guess(GUESSES, (guess) => later(guess / GUESSES));
    tell('guarded, within an hour', scan);
    expect(scan.guesses).toBe(GUESSES);
    expect(scan.wrong).toBeLessThanOrEqual(mostWrong(200, node, 1));
    expect(scan.found.size).toBeLessThanOrEqual(mostFound(200));
  }, 180_000);

  it('would be told of every one without the guard', async () => {
    const node = await town.nodeApart({ guesses: { caller: NO_LIMIT, overall: NO_LIMIT } });
    const scan = scanner(node);
    // A tenth of all there can be: the rest is more of the same.
    const answered = () => scan.wrong + scan.found.size;
    while (answered() < all.length / 10) await scan.guess(all.length / 10 - answered(), () => later(0));
    tell('without the guard, a tenth of all extensions', scan);
    expect(scan.found.size).toBeGreaterThan(LISTINGS / 20);
  }, 60_000);

  it('is told of 1000 wrong ones in a day, however patient', async () => {
    const node = await town.nodeApart();
    const scan = scanner(node);
    for (let day = 1; day <= 5; day++) {
      for (let hour = 0; hour < 24; hour++) {
        const now = later(24 * (day - 1) + hour);
        while (await scan.guess(20, () => now, 20));
      }
      expect(scan.wrong).toBeLessThanOrEqual(mostWrong(1000 * day, node, 24 * day));
    }
    tell('guarded, in five days', scan);
    expect(scan.found.size).toBeLessThanOrEqual(mostFound(5000));
  }, 120_000);

  it('is told of 20 wrong ones in a day with one number', async () => {
    const node = await town.nodeApart();
    const scan = new Scanner(town, node, 1, shuffled(all, random));
    for (let hour = 0; hour < 48; hour++) await scan.guess(6, () => later(hour), 6);
    tell('guarded, one number in two days', scan);
    expect(scan.wrong).toBeLessThanOrEqual(mostWrong(40, node, 48));
  }, 60_000);
});
