import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { httpUrl } from '../../scripts/lib/reachable.mjs';
import { inProject } from '../../scripts/lib/project.mjs';
import { useSwitchboard } from './support/switchboard.js';

/** What is written on a page for a shell; with `of`, only what begins so. */
function commands(page: string, of = /^/): string[] {
  const blocks = readFileSync(inProject(page), 'utf8').match(/(?:^ {4}.*\n)+/gm) ?? [];
  return blocks.filter((block) => of.test(block)).map((block) => block.replace(/^ {4}/gm, ''));
}

const API = commands('README.md', /^ {4}api\(\)/);
const LISTING = commands('README.md', /^ {4}field\(\)/);

describe('what a newcomer does', () => {
  const board = useSwitchboard({ demo: true });

  /** In this place, in place of the one that the README speaks of. */
  async function run(...commands: string[]): Promise<{ code: number; text: string }> {
    const { home, httpPort, demoAriPort } = board.place;
    const here = commands
      .join('')
      .replaceAll('.throughline', home)
      .replaceAll('http://127.0.0.1:3000', httpUrl(board.place));
    const child = spawn('bash', ['-euo', 'pipefail', '-c', here], {
      cwd: inProject(),
      env: {
        ...process.env,
        THROUGHLINE_HOME: home,
        HTTP_PORT: String(httpPort),
        DEMO_ARI_PORT: String(demoAriPort),
        DEMO: 'on',
      },
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (more: string) => (text += more));
    const [code] = (await once(child, 'close')) as [number];
    return { code, text };
  }

  it('by the README: from nobody to a listing whose owner said yes, and no number is told', async () => {
    board.privacy.watchList.add('+12025550166', 'the line of the README');
    expect([API.length, LISTING.length]).toEqual([1, 1]);
    const { code, text } = await run(...API, ...LISTING);
    expect([code, text]).toEqual([0, expect.stringContaining('recorded as consent-given')]);
    expect(text).toContain('"state":"given"');
    expect(text).toMatch(/"published":true,"consentedAt":"20/);
    expect(text).not.toMatch(/555.?0166/);
  });

  it('with the demo: the one who was asked before says yes again, after a withdrawal', async () => {
    await board.sql(`
      INSERT INTO consents (listing_id, professional_id, direct_line_id, given_at, wording, language, method)
      SELECT l.id, p.id, d.id, now(), 'yes', 'en', 'demo' FROM professionals p
      JOIN listings l ON l.professional_id = p.id JOIN direct_lines d ON d.professional_id = p.id
      WHERE p.display_name = 'Doctor 6'`);
    const { code, text } = await run('npm run demo -- consent');
    expect([code, text]).toEqual([
      0,
      expect.stringContaining('withdraws the consent that Doctor 6 gave before'),
    ]);
    expect(text).toMatch(/consent given; callers reach Doctor 6 by the extension \d{6}/);
  });

  it('by the page of carriers: three kinds are connected, and no password is told', async () => {
    const { code, text } = await run(...API, ...commands('docs/carriers.md'));
    const { items } = await board.api.get('trunks');
    const { id } = items.find(({ name }: { name: string }) => name === 'Registered');
    expect([code, text]).toEqual([0, expect.stringContaining(`{"id":"${id}"`)]);
    expect(items).toMatchObject([
      {},
      { name: 'By address', match: ['192.0.2.1', '192.0.2.16/28'] },
      { name: 'Registered', registers: true, credentials: { ours: { username: 'switchboard' } } },
      { name: 'Encrypted', transport: 'tls', media: 'srtp' },
    ]);
    expect(text).not.toContain('as-the-carrier-gave-it');
    expect(text).not.toContain('"code":');
    let told = null;
    while (!told) ({ registration: told } = (await board.api.get(`trunks/${id}`)).health);
    expect(told).toMatchObject({ ok: false, reason: expect.any(String) });
  });
});
