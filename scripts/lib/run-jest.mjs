import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inProject, project, Trouble } from './project.mjs';

/**
 * Runs tests; what jest has to say goes to the terminal.
 * @param {string[]} options
 * @param {NodeJS.ProcessEnv} more
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runJest(options, more = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'throughline-test-'));
  const file = path.join(folder, 'result.json');
  try {
    return count(file, await jest([...options, '--passWithNoTests', '--json', '--outputFile', file], more));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string[]} options @param {NodeJS.ProcessEnv} more @returns {Promise<number | null>} */
function jest(options, more) {
  const args = [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    inProject('node_modules/jest/bin/jest.js'),
    ...options,
  ];
  return new Promise((resolve, reject) => {
    // --json puts the whole result on the standard output as well, where nobody wants to read it.
    const child = spawn(process.execPath, args, {
      cwd: project,
      env: { ...process.env, ...more },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      process.once(signal, () => {
        child.kill(signal);
        reject(new Trouble(`The tests were interrupted by ${signal}.`));
      });
    }
    child.once('exit', resolve);
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
  return { passed: result?.numPassedTests ?? 0, failed: failed || (code === 0 ? 0 : 1) };
}

/** @param {string} file @returns {{ numPassedTests: number, numFailedTests: number, numRuntimeErrorTestSuites: number } | undefined} */
function readResult(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
