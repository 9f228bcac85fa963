import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProject } from '../../../scripts/lib/project.mjs';
import { callOf, caller, heldProfessional, NOBODY, query, service, usePeople, write } from './people.js';

usePeople();

/** Where the command runs and writes; the keys are the service's. */
let folder: string;
const WHY = ['--reason', 'asked for in writing'];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-data-'));
  symlinkSync(service.keysDir, join(folder, 'keys'));
  writeFileSync(join(service.keysDir, 'api-privacy.key'), `${await service.newKey('privacy')}\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** `npm run data -- …words`, with `input` for standard input. */
async function data(words: string[], { input = '', env = {} }: { input?: string; env?: object } = {}) {
  const { hostname, port } = new URL(service.url);
  const place = { THROUGHLINE_HOME: folder, LISTEN_ADDRESS: hostname, HTTP_PORT: port };
  const child = spawn(process.execPath, [inProject('scripts/data.mjs'), ...words], {
    cwd: folder,
    env: { ...process.env, ...place, ...env },
  });
  const texts: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => texts.push(text));
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  return { code: code as number, text: texts.join('') };
}

const fileIn = (text: string): string =>
  join(folder, String(/\b(export|receipt)-[\w-]+\.json/.exec(text)?.[0]));
const modeOf = (file: string): number => statSync(file).mode & 0o777;

describe('npm run data', () => {
  it('exports a professional into a file of this user’s', async () => {
    const whom = await heldProfessional();
    const { code, text } = await data(['export', 'professional', whom.id, ...WHY]);
    expect([code, text]).toEqual([0, expect.stringContaining('Exporting')]);
    const file = fileIn(text);
    expect(modeOf(file)).toBe(0o600);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ subject: { name: whom.id } });
    expect(text).not.toContain(whom.line.slice(1));
    const again = await data(['export', 'professional', whom.id, ...WHY]);
    expect(again).toMatchObject({ code: 1, text: expect.stringContaining('is there already') });
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('exports and erases a caller, whose number it reads from standard input', async () => {
    const [whom, who] = [await heldProfessional(), caller()];
    await write(callOf(who, whom));
    const exported = await data(['export', 'caller', ...WHY, '--to', 'caller.json'], {
      input: `${who.number}\n`,
    });
    expect(exported.code).toBe(0);
    expect(readFileSync(join(folder, 'caller.json'), 'utf8')).toContain('"outcome":"connected"');
    const erased = await data(['erase', 'caller', ...WHY, '--yes'], { input: who.number });
    expect(erased).toMatchObject({ code: 0, text: expect.stringContaining('1  erased: caller_numbers') });
    for (const { text } of [exported, erased]) expect(text).not.toContain(who.number.slice(1));
    expect(modeOf(fileIn(erased.text))).toBe(0o600);
    expect(await query('SELECT FROM call_records WHERE caller_token = $1', [who.token])).toEqual([]);
  });

  it('asks once more before it erases', async () => {
    const whom = await heldProfessional();
    const refused = await data(['erase', 'professional', whom.id, ...WHY]);
    expect(refused).toMatchObject({ code: 1, text: expect.stringContaining('--yes') });
    expect(await query('SELECT FROM professionals WHERE id = $1', [whom.id])).toHaveLength(1);
  });

  it('verifies a receipt without the service, and finds a changed byte', async () => {
    const whom = await heldProfessional();
    const { text } = await data(['erase', 'professional', whom.id, ...WHY, '--yes']);
    const file = fileIn(text);
    const away = { env: { HTTP_PORT: '1' } };
    expect(await data(['verify-receipt', file], away)).toMatchObject({
      code: 0,
      text: expect.stringContaining(`Genuine: receipt`),
    });
    const key = join(folder, 'receipt.pem');
    writeFileSync(key, (await data(['public-key'])).text);
    const elsewhere = { env: { HTTP_PORT: '1', THROUGHLINE_HOME: join(folder, 'elsewhere') } };
    expect(await data(['verify-receipt', file, '--public-key', key], elsewhere)).toMatchObject({ code: 0 });
    const whole = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      whole.replace(/"count": (\d)/, (_, n: string) => `"count": ${(Number(n) + 1) % 10}`),
    );
    expect(await data(['verify-receipt', file], away)).toMatchObject({
      code: 1,
      text: expect.stringContaining('not genuine'),
    });
  });

  it('places, lists and lifts a legal hold', async () => {
    const whom = await heldProfessional();
    const { text } = await data(['hold', 'professional', whom.id, ...WHY]);
    const id = String(/Legal hold (\S+)/.exec(text)?.[1]);
    const erasure = await data(['erase', 'professional', whom.id, ...WHY, '--yes']);
    expect(erasure).toMatchObject({ code: 1, text: expect.stringContaining(`legal-hold`) });
    expect((await data(['hold', 'list'])).text).toContain(`${id}  `);
    expect(await data(['hold', 'lift', id, ...WHY])).toMatchObject({ code: 0 });
    expect((await data(['hold', 'list'])).text).toMatch(new RegExp(`${id}.*lifted`));
    const who = caller();
    expect(await data(['hold', 'caller', ...WHY], { input: who.number })).toMatchObject({ code: 0 });
  });

  it('counts and erases what was kept long enough', async () => {
    expect((await data(['retain', '--dry-run'])).text).toMatch(/\d {2}call-records/);
    expect((await data(['retain'])).text).toMatch(/\d {2}call-records/);
  });

  it.each([
    ['no command', [], 'no such command'],
    ['another command', ['forget'], 'no such command'],
    ['nobody', ['export', ...WHY], 'professional ID, or caller'],
    ['no reason', ['export', 'professional', NOBODY], '--reason'],
    ['a number on the command line', ['erase', 'caller', '+12025550199', ...WHY], 'Give no number'],
    ['a number for an id', ['erase', 'professional', '+12025550199', ...WHY], 'That is no id'],
    ['no number', ['export', 'caller', ...WHY], 'There is no number'],
    ['an unknown id', ['export', 'professional', NOBODY, ...WHY], 'not-found'],
    ['an unknown option', ['export', '--number', '+12025550199'], 'an option that this command has not'],
    ['no file', ['verify-receipt'], 'Name one file'],
    ['a file that is not there', ['verify-receipt', 'none.json'], 'cannot be read'],
    ['no key', ['retain', '--key', 'none.key'], 'npm run keys -- create --name privacy --role privacy'],
  ])('given %s, says in a sentence what to do', async (_what, words, sentence) => {
    const { code, text } = await data(words);
    expect([code, text]).toEqual([1, expect.stringContaining(sentence)]);
    expect(text).not.toMatch(/12025550199|\bat .*\.mjs/);
  });

  it('has help, and says when no service is there', async () => {
    expect((await data(['--help'])).text).toContain('verify-receipt FILE');
    const away = await data(['hold', 'list'], { env: { HTTP_PORT: '1' } });
    expect(away).toMatchObject({ code: 1, text: expect.stringContaining('npm start') });
  });
});
