// Sets up what is missing, runs every test, and ends with a line `N passed, N failed`. What follows `npm test --`
// goes to jest: npm test -- test/unit, npm test -- -t "busy".
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { placeFrom } from './lib/place.mjs';
import { complain, inProject, project, Trouble } from './lib/project.mjs';
import { BuildTrouble } from './setup/node-side.mjs';
import { setUp } from './setup/set-up.mjs';

const wanted = process.argv.slice(2);
const results = mkdtempSync(path.join(tmpdir(), 'throughline-test-'));
const totals = { passed: 0, failed: 0 };
try {
  await setUp(placeFrom()).catch(failedBuild);
  await jest('parallel', ['--selectProjects', 'unit', 'integration']);
  // Calls are timed by the clock of the world: one file after the other.
  await jest('serial', ['--selectProjects', 'calls', '--runInBand']);
} catch (error) {
  complain(error);
  totals.failed += 1;
} finally {
  rmSync(results, { recursive: true, force: true });
}
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed ? 1 : 0;

/** @param {unknown} error */
function failedBuild(error) {
  if (!(error instanceof BuildTrouble)) throw error;
  complain(error);
  totals.failed += 1;
}

/** @param {string} name @param {string[]} options @returns {Promise<void>} */
function jest(name, options) {
  const file = path.join(results, `${name}.json`);
  const args = [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    inProject('node_modules/jest/bin/jest.js'),
    ...options,
  ];
  args.push('--passWithNoTests', '--json', '--outputFile', file, ...wanted);
  return new Promise((resolve, reject) => {
    // --json puts the whole result on the standard output as well, where nobody wants to read it.
    const child = spawn(process.execPath, args, { cwd: project, stdio: ['ignore', 'ignore', 'inherit'] });
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      process.once(signal, () => {
        child.kill(signal);
        reject(new Trouble(`The tests were interrupted by ${signal}.`));
      });
    }
    child.once('exit', (code) => resolve(count(file, code)));
  });
}

/**
 * A suite that cannot even run has no test to fail and counts as one that failed, and so does a jest that ends
 * badly without saying why.
 * @param {string} file @param {number | null} code
 */
function count(file, code) {
  const result = readResult(file);
  const failed = (result?.numFailedTests ?? 0) + (result?.numRuntimeErrorTestSuites ?? 0);
  totals.passed += result?.numPassedTests ?? 0;
  totals.failed += failed || (code === 0 ? 0 : 1);
}

/** @param {string} file @returns {{ numPassedTests: number, numFailedTests: number, numRuntimeErrorTestSuites: number } | undefined} */
function readResult(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
