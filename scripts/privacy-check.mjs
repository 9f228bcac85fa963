// `npm run privacy-check`: proves that nobody learns the number.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { placeFrom } from './lib/place.mjs';
import { privacyTable } from './lib/privacy-table.mjs';
import { complain } from './lib/project.mjs';
import { runJest } from './lib/run-jest.mjs';
import { setUp } from './setup/set-up.mjs';

const HELP = `npm run privacy-check: runs every test with real calls, searches every packet on the wire and every byte left
at rest for private numbers and media addresses, and prints what was searched and found. About eight minutes.

Among the tests are switchboards that leak on purpose; each of those leaks has to be found.

The exit code is 1 when a number was found where it must not be, when a leak made on purpose was not found, when
nothing was captured, or when a test failed. docs/privacy.md says what is promised and what it rests on.

Options (after --):
  --help   this text
  FILE...  only test files whose path contains one of these, e.g. hostile planted`;

if (process.argv.includes('--help')) console.log(HELP);
else await check(process.argv.slice(2)).catch(complain);

/** @param {string[]} files */
async function check(files) {
  await setUp(placeFrom());
  const folder = mkdtempSync(path.join(tmpdir(), 'throughline-privacy-'));
  try {
    const tests = await runJest(['--selectProjects', 'calls', '--maxWorkers', '2', ...files], {
      PRIVACY_REPORTS: folder,
    });
    const { lines, isProved } = privacyTable(readdirSync(folder).map(readReport), tests);
    console.log(lines.join('\n'));
    process.exitCode = isProved ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }

  /** @param {string} file @returns {import('./lib/privacy-table.mjs').Report} */
  function readReport(file) {
    return JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
  }
}
