import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../../src/operators/keys.command.js';
import { ToldProgress } from '../told-progress.js';
import { startService, type Service } from './service.js';

let service: Service;

beforeAll(async () => {
  service = await startService();
  Object.assign(process.env, service.env);
}, 30_000);
afterAll(() => service.stop());

async function keys(...words: string[]) {
  const progress = new ToldProgress();
  await run(words, progress);
  return progress.said;
}
const create = (name: string, ...roles: string[]) =>
  keys('create', '--name', name, ...roles.flatMap((role) => ['--role', role]));
const file = (name: string) => join(service.keysDir, `api-${name}.key`);
const idOf = async (name: string) =>
  (await service.database.query('SELECT id FROM api_keys WHERE name = $1 AND revoked_at IS NULL', [name]))[0]
    .id as string;
const ask = async (name: string, path: string) => {
  const authorization = `Bearer ${readFileSync(file(name), 'utf8').trim()}`;
  return (await service.send('GET', `/api/v1/${path}`, undefined, { authorization })).status;
};
const noted = async (id: string) =>
  (
    await service.database.query('SELECT * FROM audit_log WHERE subject = $1 ORDER BY seq', [`api-key:${id}`])
  ).map(({ actor, action, detail }: any) => [actor, action, detail]);

describe('npm run keys', () => {
  it('makes a key with a role, in a file that only this user can read, and prints it nowhere', async () => {
    const said = await create('desk-2', 'privacy');
    expect(said).toEqual([
      `desk-2 (${await idOf('desk-2')}) has the role privacy. Its key is in ${file('desk-2')}`,
    ]);
    expect(statSync(file('desk-2')).mode & 0o777).toBe(0o600);
    const key = readFileSync(file('desk-2'), 'utf8').trim();
    expect(JSON.stringify(await service.database.query('SELECT * FROM api_keys, audit_log'))).not.toContain(
      key,
    );
    expect([await ask('desk-2', 'audit-log'), await ask('desk-2', 'categories')]).toEqual([200, 403]);
    expect(await noted(await idOf('desk-2'))).toEqual([
      ['console', 'api-key-created', { roles: ['privacy'] }],
    ]);
  });

  it('makes one with both roles, and prints it where that is asked for', async () => {
    const said = await keys('create', '--name', 'both', '--role', 'privacy', '--role', 'operator', '--print');
    expect(said[0]).toContain('has the role operator and the role privacy');
    expect(said[1]).toBe(readFileSync(file('both'), 'utf8').trim());
    expect([await ask('both', 'audit-log'), await ask('both', 'categories')]).toEqual([200, 200]);
  });

  it('lists keys without telling any', async () => {
    const said = await keys('list');
    expect(said).toHaveLength(3);
    expect(said[0]).toMatch(
      /^[0-9a-f-]{36} {2}first key + {2}operator, carriers +made \d{4}-\d\d-\d\d {2}never used$/,
    );
    expect(said[2]).toMatch(/ {2}both + {2}operator, privacy +made \S+ {2}used \S+$/);
    expect(said.join('')).not.toContain('tl_');
  });

  it('revokes a key at once, removes its file, and lets its name be given again', async () => {
    const id = await idOf('both');
    const authorization = `Bearer ${readFileSync(file('both'), 'utf8').trim()}`;
    expect(await keys('revoke', id)).toEqual(['both opens nothing any more.']);
    const { status } = await service.send('GET', '/api/v1/categories', undefined, { authorization });
    expect([status, existsSync(file('both'))]).toEqual([401, false]);
    expect(await noted(id)).toContainEqual(['console', 'api-key-revoked', {}]);
    await expect(keys('revoke', id)).rejects.toMatchObject({ code: 'command-refused' });
    expect((await keys('list'))[2]).toMatch(/revoked \d{4}-\d\d-\d\d$/);
    await create('both', 'operator');
    expect(await ask('both', 'categories')).toBe(200);
  });

  it('leaves a file alone that another key is in', async () => {
    await create('moved', 'operator');
    writeFileSync(file('moved'), 'somebody else’s');
    await keys('revoke', await idOf('moved'));
    expect(readFileSync(file('moved'), 'utf8')).toBe('somebody else’s');
    await expect(create('moved', 'operator')).rejects.toThrow('is there already: move it away');
    expect(readFileSync(file('moved'), 'utf8')).toBe('somebody else’s');
  });

  it('keeps no key whose making could not be noted', async () => {
    const before = await service.database.query('SELECT id FROM api_keys');
    await service.database.query('ALTER TABLE audit_log RENAME TO audit_log_away');
    await expect(create('unnoted', 'privacy')).rejects.toThrow();
    await service.database.query('ALTER TABLE audit_log_away RENAME TO audit_log');
    expect(await service.database.query('SELECT id FROM api_keys')).toEqual(before);
    expect(readdirSync(service.keysDir)).not.toContain('api-unnoted.key');
  });

  it.each([
    [[]],
    [['create']],
    [['create', '--name', 'x', '--role', 'privacy']],
    [['create', '--name', '../up', '--role', 'privacy']],
    [['create', '--name', 'phone-2025550150', '--role', 'privacy']],
    [['create', '--name', 'clerk']],
    [['create', '--name', 'clerk', '--role', 'root']],
    [['create', '--name', 'desk-2', '--role', 'privacy']],
    [['create', '--name', 'clerk', '--role', 'privacy', '--quiet']],
    [['create', 'clerk', '--role', 'privacy']],
    [['revoke']],
    [['revoke', 'desk-2']],
    [['revoke', '3fa85f64-5717-4562-b3fc-2c963f66afa6']],
    [['list', 'all']],
  ])('says what it cannot do, and does nothing: %j', async (words) => {
    const before = await keys('list');
    const files = readdirSync(service.keysDir);
    await expect(keys(...words)).rejects.toMatchObject({
      code: 'command-refused',
      message: expect.not.stringContaining('5550150'),
    });
    expect([await keys('list'), readdirSync(service.keysDir)]).toEqual([before, files]);
  });
});
