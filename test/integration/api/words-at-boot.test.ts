import { Category } from '../../../src/categories/category.entity.js';
import { WordsAtBoot } from '../../../src/categories/words-at-boot.js';
import { SwitchboardNumber } from '../../../src/menus/switchboard-number.entity.js';
import { startService, type Service } from './service.js';

let service: Service;

beforeAll(async () => (service = await startService({ DEMO: 'on' })), 30_000);
afterAll(() => service.stop());

const rows = async () => ({
  categories: await service.database
    .getRepository(Category)
    .find({ order: { key: 'ASC' }, select: { prompts: true, id: true } }),
  numbers: await service.database
    .getRepository(SwitchboardNumber)
    .find({ order: { number: 'ASC' }, select: { compiled: {}, id: true } }),
});

describe('The words of menus and categories at boot', () => {
  it('are spoken again where they are not as they should be, and calls hear the new ones', async () => {
    const [number] = (await service.api('GET', 'switchboard-numbers')).body.items;
    const menu = { ...number.menu, prompts: { goodbye: 'So long.' } };
    await service.api('PATCH', `switchboard-numbers/${number.id}`, { menu });
    const right = await rows();
    const stale = { invitation: 'text/old', whisper: 'text/old' };
    await service.database.query(`UPDATE categories SET prompts = $1`, [{ en: stale, zh: stale }]);
    await service.database.query(
      `UPDATE switchboard_numbers SET compiled = jsonb_set(compiled, '{menu,choices,0,prompt}', '"text/old"')`,
    );
    await service.database.query(
      `UPDATE switchboard_numbers SET compiled = jsonb_set(compiled, '{words}', '{"goodbye": "text/old"}')`,
    );
    service.routing.told = [];
    await service.app.get(WordsAtBoot).onModuleInit();
    expect(await rows()).toEqual(right);
    expect(service.routing.told.map(({ kind }) => kind).sort()).toEqual([
      'category',
      'category',
      'category',
      'number',
      'number',
    ]);
  });

  it('are left alone where nothing changed', async () => {
    service.routing.told = [];
    await service.app.get(WordsAtBoot).onModuleInit();
    expect(service.routing.told).toEqual([]);
  });
});
