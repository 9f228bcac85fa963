import { DataSource, type QueryRunner } from 'typeorm';
import { alone } from '../../../src/database/alone.js';
import { migrate } from '../../../src/database/connect.js';
import { unhurried } from '../../../src/database/unhurried.js';
import { freshDatabase } from '../fresh-database.js';

/** More than the limits of `hurried` allow. */
const SLOW = 'SELECT pg_sleep(0.8)';

class SlowTable1767225600000 {
  name = 'SlowTable1767225600000';
  async up(runner: QueryRunner) {
    await runner.query(SLOW);
    await runner.query('CREATE TABLE slow ()');
  }
  down = () => Promise.resolve();
}

let database: Awaited<ReturnType<typeof freshDatabase>>;
let hurried: DataSource;

beforeAll(async () => {
  database = await freshDatabase();
  hurried = new DataSource({
    type: 'postgres',
    url: database.url,
    migrations: [SlowTable1767225600000],
    extra: { statement_timeout: 200, query_timeout: 300 },
  });
});

afterAll(async () => {
  await hurried.destroy();
  await database.remove();
});

it('A migration takes the time it needs, and who waits for it waits', async () => {
  await Promise.all([migrate(hurried), migrate(hurried)]);
  await hurried.initialize();
  expect(await hurried.query('SELECT * FROM slow')).toEqual([]);
});

it('Who is alone keeps the others waiting, however long', async () => {
  const order: string[] = [];
  const first = alone(hurried, async () => {
    order.push('first');
    await unhurried(hurried, (own) => own.query(SLOW));
    order.push('first is done');
  });
  await Promise.all([first, alone(hurried, async () => void order.push('second'))]);
  expect(order.indexOf('first is done') - order.indexOf('first')).toBe(1);
  expect(order).toContain('second');
});

it('The limits of every day stay, and one that is given holds', async () => {
  await expect(hurried.query(SLOW)).rejects.toThrow('statement timeout');
  await expect(unhurried(hurried, (own) => own.query(SLOW), 100)).rejects.toThrow('statement timeout');
});
