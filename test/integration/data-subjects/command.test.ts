import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { RETENTION_KINDS } from '../../../src/retention/rules.js';
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

const fileIn = (text: string): string => String(/ in (\/.*?\.json)\./.exec(text)?.[1]);
const modeOf = (file: string): number => statSync(file).mode & 0o777;

describe('npm run data', () => {
  it('exports a professional into a file of this user’s', async () => {
    const whom = await heldProfessional();
    const { code, text } = await data(['export', 'professional', whom.id, ...WHY]);
    expect([code, text]).toEqual([0, expect.stringContaining('Exporting')]);
    const file = fileIn(text);
    expect(modeOf(file)).toBe(0o600);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ subject: { name: whom.id } });
    expect(dirname(file)).toBe(join(folder, 'exports'));
    expect(modeOf(dirname(file))).toBe(0o700);
    expect(text).not.toContain(whom.line.slice(1));
    expect(readdirSync(dirname(file)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('does not open the number once more for a file that is there already', async () => {
    const whom = await heldProfessional();
    const seen = () =>
      query(`SELECT action FROM audit_log WHERE subject = $1 AND reason IS NOT NULL ORDER BY seq`, [
        `professional:${whom.id}`,
      ]);
    const { text } = await data(['export', 'professional', whom.id, ...WHY]);
    const before = await seen();
    expect(before).toEqual([{ action: 'direct-line-seen' }, { action: 'data-exported' }]);
    for (const words of [[], ['--out', fileIn(text)]])
      expect(await data(['export', 'professional', whom.id, ...WHY, ...words])).toMatchObject({
        code: 1,
        text: expect.stringContaining(`${fileIn(text)} is there already`),
      });
    expect(await seen()).toEqual(before);
  });

  it('exports and erases a caller, whose number it reads from standard input', async () => {
    const [whom, who] = [await heldProfessional(), caller()];
    await write(callOf(who, whom));
    const exported = await data(['export', 'caller', ...WHY, '--out', 'caller.json'], {
      input: `${who.number}\n`,
    });
    expect(exported).toMatchObject({ code: 0, text: expect.stringContaining(join(folder, 'caller.json')) });
    expect(readFileSync(join(folder, 'caller.json'), 'utf8')).toContain('"outcome":"connected"');
    expect(modeOf(join(folder, 'caller.json'))).toBe(0o600);
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

  it('erases nothing for a receipt that could not be saved where it was asked for', async () => {
    const whom = await heldProfessional();
    writeFileSync(join(folder, 'there.json'), '');
    const refused = await data(['erase', 'professional', whom.id, ...WHY, '--yes', '--out', 'there.json']);
    expect(refused).toMatchObject({ code: 1, text: expect.stringContaining('is there already') });
    const place = join(folder, 'full');
    mkdirSync(place);
    symlinkSync(service.keysDir, join(place, 'keys'));
    writeFileSync(join(place, 'exports'), 'a file in its place');
    const nowhere = await data(['erase', 'professional', whom.id, ...WHY, '--yes'], {
      env: { THROUGHLINE_HOME: place },
    });
    expect(nowhere).toMatchObject({ code: 1, text: expect.stringContaining('exports cannot be made') });
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

  it('erases nothing for a reason that is refused, nor asks for anything before', async () => {
    const whom = await heldProfessional();
    for (const words of [['professional', whom.id], ['caller']]) {
      const refused = await data(['erase', ...words, '--reason', 'court', '--yes']);
      expect(refused).toMatchObject({
        code: 1,
        text: expect.stringMatching(/^\s*--reason must have [^\n]*\s*$/),
      });
    }
    expect(await query('SELECT FROM professionals WHERE id = $1', [whom.id])).toHaveLength(1);
  });

  it('places, lists and lifts a legal hold', async () => {
    expect(await data(['hold', 'list'])).toMatchObject({ code: 0, text: 'There is no legal hold.\n' });
    const whom = await heldProfessional();
    const { text } = await data(['hold', 'professional', whom.id, ...WHY]);
    const id = String(/Legal hold (\S+)/.exec(text)?.[1]);
    // Before anybody is asked for a reason, or whether they are sure.
    for (const words of [[], WHY, [...WHY, '--yes']]) {
      const erasure = await data(['erase', 'professional', whom.id, ...words]);
      expect(erasure).toMatchObject({
        code: 1,
        text: expect.stringContaining(`(legal-hold): Legal hold ${id}`),
      });
    }
    expect((await data(['hold', 'list'])).text).toContain(`${id}  `);
    expect(await data(['hold', 'lift', id, ...WHY])).toMatchObject({ code: 0 });
    expect((await data(['hold', 'list'])).text).toMatch(new RegExp(`${id}.*lifted`));
    const who = caller();
    expect(await data(['hold', 'caller', ...WHY], { input: who.number })).toMatchObject({ code: 0 });
    expect(await data(['erase', 'caller'], { input: who.number })).toMatchObject({
      code: 1,
      text: expect.stringContaining('legal-hold'),
    });
  });

  it('counts and erases what was kept long enough', async () => {
    const counted = await data(['retain', '--dry-run']);
    expect(counted.text).toMatch(
      /not erased yet:[^]*\d {2}caller-numbers, 7 days: Numbers of callers, sealed,[^]*\d {2}session-numbers, 1 day: /,
    );
    for (const kind of RETENTION_KINDS) expect(counted.text).toContain(`  ${kind}, `);
    const erased = await data(['retain']);
    expect(erased.text).toMatch(/and erased:[^]*\d {2}call-records, 730 days: What became of calls/);
  });

  it.each([
    ['no command', [], 'It is export, erase, hold, retain, public-key or verify-receipt: see npm run data'],
    ['another command', ['forget'], 'It is export, erase,'],
    ['a short reason', ['erase', 'professional', NOBODY, '--reason', 'court'], 'have at least 10 characters'],
    [
      'a number for a reason',
      ['hold', 'caller', '--reason', 'of +12025550199'],
      'not hold a telephone number',
    ],
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
