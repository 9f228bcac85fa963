import { isWellFormedExtension } from '../../../src/call-flow/extension.js';
import { DataSource } from 'typeorm';
import { LineOpener } from '../../../src/direct-lines/open-line.js';
import { startApp, startService, type Service } from './service.js';

let service: Service;

beforeAll(async () => (service = await startService({ DEMO: 'on', DEMO_SIP_PORT: '5999' })), 30_000);
afterAll(() => service.stop());

const items = async (path: string) => (await service.api('GET', `${path}?limit=200`)).body.items;

describe('The demo data', () => {
  it('has a menu in English and one in Mandarin', async () => {
    const numbers = await items('switchboard-numbers');
    expect(numbers.map((n: { number: string; language: string }) => [n.number, n.language])).toEqual([
      ['+12025550100', 'en'],
      ['+12025550110', 'zh'],
    ]);
  });

  it('lists at least three professionals in each of three categories, and all but one have consented', async () => {
    const listings = await items('listings');
    const categories = await items('categories');
    expect(categories.map(({ key }: { key: string }) => key)).toEqual(['insurance', 'doctor', 'lawyer']);
    for (const { id } of categories) {
      const listed = listings.filter((listing: { categoryId: string }) => listing.categoryId === id);
      expect(listed.length).toBeGreaterThanOrEqual(3);
    }
    expect(listings.every(({ published }: { published: boolean }) => published)).toBe(true);
    const unasked = listings.filter(({ consentedAt }: { consentedAt: string | null }) => !consentedAt);
    expect(unasked).toHaveLength(1);
    expect((await service.api('GET', `professionals/${unasked[0].professionalId}`)).body).toMatchObject({
      displayName: 'Doctor 6',
    });
  });

  it('gives each listing a well-formed extension of each switchboard number, and one a number of its own', async () => {
    const numbers = await items('pass-through-numbers');
    const extensions = numbers.filter(({ kind }: { kind: string }) => kind === 'extension');
    expect(extensions).toHaveLength(32);
    for (const { extension } of extensions) expect(isWellFormedExtension(extension)).toBe(true);
    expect(numbers.filter(({ kind }: { kind: string }) => kind === 'dedicated')).toMatchObject([
      { number: '+12025550101', ringing: { ringSeconds: 25 } },
    ]);
  });

  it('goes out through the demo carrier', async () => {
    expect(await items('trunks')).toMatchObject([
      { host: '127.0.0.1', port: 5999, match: ['127.0.0.1:5999'] },
    ]);
  });

  it('keeps no hidden number in clear, neither in a table nor in the log', async () => {
    const tables = await service.database.query(
      `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'`,
    );
    expect(tables.length).toBeGreaterThan(10);
    for (const { table_name: table } of tables) {
      const rows = JSON.stringify(await service.database.query(`SELECT t::text FROM ${table} t`));
      expect(rows).not.toMatch(/20255501[5-9]/);
      expect(rows).not.toContain(Buffer.from('+120255501').toString('hex'));
    }
    expect(service.log.join('')).not.toMatch(/20255501[5-9]/);
  });

  it('can be opened by dialling', async () => {
    const [line] = await service.database
      .query(`SELECT id, professional_id AS "professionalId", key_id AS "keyId",
      encode(ciphertext, 'base64') AS ciphertext FROM direct_lines LIMIT 1`);
    const opened = await service.app.get(LineOpener, { strict: false }).openLine(line);
    expect(opened.reveal()).toMatch(/^\+120255501[5-9]\d$/);
  });

  it('is written once', async () => {
    const { app } = await startApp(service.env);
    expect(await app.get(DataSource).query('SELECT count(*)::int FROM professionals')).toEqual([
      { count: 16 },
    ]);
    await app.close();
  });
});
