import { startService, type Service } from './service.js';

let service: Service;
const ids: string[] = [];

const insert = (count: number) =>
  service.database.query(
    `INSERT INTO trunks (name, host, port, transport, match, priority, enabled, codecs)
     SELECT gen_random_uuid(), '192.0.2.1', 5060, 'udp', '[]', 1, true, '["ulaw"]' FROM generate_series(1, $1) RETURNING id`,
    [count],
  );

beforeAll(async () => {
  service = await startService();
  // In one statement: many share a millisecond, and only their ids tell them apart.
  ids.push(...(await insert(450)).map(({ id }: { id: string }) => id));
}, 30_000);
afterAll(() => service.stop());

async function* pages(limit: number) {
  let cursor = '';
  do {
    const { body } = await service.api('GET', `trunks?limit=${limit}${cursor && `&cursor=${cursor}`}`);
    yield body.items.map(({ id }: { id: string }) => id) as string[];
    cursor = body.next;
  } while (cursor);
}

describe('Paging', () => {
  it.each([7, 150, 200])('by %i shows every row once', async (limit) => {
    const seen: string[] = [];
    for await (const page of pages(limit)) {
      expect(page.length).toBeLessThanOrEqual(limit);
      seen.push(...page);
    }
    expect(seen).toHaveLength(ids.length);
    expect(new Set(seen)).toEqual(new Set(ids));
  });

  it('is not disturbed by rows that come and go meanwhile', async () => {
    const seen: string[] = [];
    let removed = 0;
    for await (const page of pages(50)) {
      seen.push(...page);
      ids.push(...(await insert(1)).map(({ id }: { id: string }) => id));
      // The last one shown goes: the cursor names a row that is not there any more.
      removed += (await service.database.query('DELETE FROM trunks WHERE id = $1', [page.at(-1)]))[1];
      if (removed > 20) break;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(ids.slice(0, 450).filter((id) => !seen.includes(id))).toEqual([]);
  });

  it('has 50 on a page by default, and ends with null', async () => {
    const { body } = await service.api('GET', 'trunks');
    expect(body.items).toHaveLength(50);
    expect(typeof body.next).toBe('string');
    expect((await service.api('GET', 'categories')).body).toEqual({ items: [], next: null });
  });
});
