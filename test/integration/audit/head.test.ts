import { readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONSOLE } from '../../../src/audit/actor.js';
import { Audit } from '../../../src/audit/audit.js';
import { run } from '../../../src/audit/audit.command.js';
import { startApp, startService, type Service } from '../api/service.js';
import { ToldProgress } from '../told-progress.js';

let service: Service;

beforeAll(async () => {
  service = await startService();
  Object.assign(process.env, service.env);
}, 30_000);
afterAll(() => service.stop());

const note = (manager = service.database.manager) =>
  service.app.get(Audit).write(manager, {
    actor: CONSOLE,
    action: 'vault-rotated',
    subject: 'vault',
    reason: 'A key was lost',
    detail: { rows: 3 },
  });
const file = () => join(service.keysDir, 'audit.head');
const kept = () => readFileSync(file(), 'utf8');
const newest = async () => {
  const [{ seq, hash }] = await service.database.query('SELECT * FROM audit_log ORDER BY seq DESC LIMIT 1');
  return `${seq}:${hash.toString('hex')}`;
};
const tamper = async (deed: string) => {
  await service.database.query('ALTER TABLE audit_log DISABLE TRIGGER USER');
  await service.database.query(deed);
  await service.database.query('ALTER TABLE audit_log ENABLE ALWAYS TRIGGER audit_log_is_append_only');
};
async function command(...words: string[]) {
  const progress = new ToldProgress();
  const error = await run(words, progress).then(
    () => undefined,
    (error: Error) => error,
  );
  return { said: progress.said, error };
}

describe('The head of the audit log', () => {
  it('is kept in a file of its own and in the log as soon as an entry is committed', async () => {
    await note();
    expect(kept()).toBe(`${await newest()}\n`);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(service.log.join('')).toContain(`"head":"${await newest()}"`);
    await Promise.all(Array.from({ length: 30 }, () => note()));
    expect(kept()).toBe(`${await newest()}\n`);
    expect(readdirSync(service.keysDir).filter((name) => name.startsWith('audit.head'))).toEqual([
      'audit.head',
    ]);
  });

  it('is never that of an entry that was given up', async () => {
    await service.database.transaction(async (manager) => {
      await note(manager);
      const given = manager.transaction(async (inner) => {
        await note(inner);
        throw new Error('given up');
      });
      await given.catch(() => undefined);
    });
    expect(kept()).toBe(`${await newest()}\n`);
    const before = kept();
    const given = service.database.transaction(async (manager) => {
      await note(manager);
      throw new Error('given up');
    });
    await expect(given).rejects.toThrow();
    expect(kept()).toBe(before);
  });

  it('is found again by npm run audit -- verify, which prints it', async () => {
    const { said, error } = await command('verify');
    expect(error).toBeUndefined();
    expect(said).toEqual([
      'All 32 entries are as they were written, in one chain, and what was kept of it earlier is among them.',
      `Keep its head elsewhere, and check it again later: npm run audit -- verify --head ${await newest()}`,
    ]);
    expect((await command('verify', '--head', await newest())).error).toBeUndefined();
    const another = `3:${'ab'.repeat(32)}`;
    expect(await command('verify', '--head', another)).toMatchObject({
      error: { code: 'audit-log-changed' },
      said: [
        'Entry 3 is not the one that was there (--head): the log was written anew from an earlier state.',
      ],
    });
  });

  it('that is none is said to be none, and not written over', async () => {
    writeFileSync(file(), 'nonsense\n');
    await note();
    expect(kept()).toBe('nonsense\n');
    expect((await command('verify')).error).toMatchObject({ code: 'audit-head-malformed' });
    rmSync(file());
  });

  it('that cannot be written stops nobody', async () => {
    renameSync(service.keysDir, `${service.keysDir}.aside`);
    writeFileSync(service.keysDir, '');
    await note();
    expect(service.log.join('')).toMatch(/The head of the audit log was not kept: ENOTDIR/);
    rmSync(service.keysDir);
    renameSync(`${service.keysDir}.aside`, service.keysDir);
    await note();
    expect(kept()).toBe(`${await newest()}\n`);
  });

  it('stays where it was when the end is cut off, however much is written since; everybody says so', async () => {
    const before = kept();
    const [seq] = before.split(':').map(Number) as [number];
    await tamper(`DELETE FROM audit_log WHERE seq > ${seq - 2}`);
    for (let i = 0; i < 4; i++) await note();
    expect(kept()).toBe(before);
    expect(service.log.join('')).toContain(
      `entry ${seq} is not there as it was; run npm run audit -- verify`,
    );
    expect(await command('verify')).toMatchObject({
      error: { code: 'audit-log-changed' },
      said: [
        `Entry ${seq} is not the one that was there (kept in ${file()}): the log was written anew from an earlier state.`,
      ],
    });
    const { app, log } = await startApp(service.env);
    await app.close();
    expect(log.join('')).toContain(`entry ${seq} is not there as it was`);
    expect(kept()).toBe(before);
  });
});

describe('npm run audit', () => {
  it('lists entries, the oldest first, and moves no cursor', async () => {
    await service.app.get(Audit).write(service.database.manager, {
      actor: { kind: 'api-key', id: '3fa85f64-5717-4562-b3fc-2c963f66afa6', name: '\u001b[2J' },
      action: 'hold-lifted',
      subject: 'switchboard',
    });
    const all = (await command('list')).said;
    expect(all[0]).toMatch(
      /^1 {2}\d{4}-\S+Z {2}console {2}vault-rotated {2}vault  {"rows":3} {2}"A key was lost"$/,
    );
    const [only, ...others] = (await command('list', '--subject', 'switchboard')).said;
    expect(others).toEqual([]);
    expect(only).toMatch(/^\d+ {2}\S+Z {2}\?\[2J \(api-key:3fa85f64-\S+\) {2}hold-lifted {2}switchboard$/);
    expect((await command('list', '--to', '2026-01-01T00:00:00Z')).said).toEqual([
      'There is no such entry in the audit log.',
    ]);
    expect((await command('list', '--from', '2026-01-01T00:00:00Z')).said).toEqual(all);
  });

  it('says what a head looks like', async () => {
    const { error } = await command('verify', '--head', '12:abc');
    expect(error).toMatchObject({ message: expect.stringContaining('64 digits and letters from a to f') });
  });

  it.each([
    [[]],
    [['change']],
    [['verify', 'it']],
    [['verify', '--head', 'x']],
    [['list', '--subject', '+12025550150']],
    [['list', '--all']],
  ])('says what it does not know, and repeats nothing: %j', async (words) => {
    const { error, said } = await command(...words);
    expect(error).toMatchObject({ code: 'command-refused', message: expect.not.stringContaining('555') });
    expect(said).toEqual([]);
  });
});
