import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { project, Trouble } from '../lib/project.mjs';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * Runs a command of the set-up to its end, keeps its output in a log, hands each line on.
 * @param {string[]} argv
 * @param {{ log: string, env?: NodeJS.ProcessEnv, cwd?: string, onLine?: (line: string) => void }} options
 * @returns {Promise<{ code: number | null, lines: string[] }>}
 */
export function run(argv, { log, env = process.env, cwd = project, onLine = () => {} }) {
  mkdirSync(path.dirname(log), { recursive: true, mode: 0o700 });
  appendFileSync(log, `\n$ ${argv.join(' ')}\n`, { mode: 0o600 });
  /** @type {string[]} */
  const lines = [];
  // It shall not outlive us, and its own children not it.
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', '--', ...argv], {
    env,
    cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      appendFileSync(log, `${line}\n`);
      onLine(line);
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Trouble(`${argv[0]} cannot be run: ${error.message}`)));
    child.once('close', (code) => {
      running.delete(child);
      resolve({ code, lines });
    });
  });
}

/** Ends what the set-up is doing; resolves when all of it is gone. */
export async function endRunning() {
  const children = [...running];
  await Promise.all(
    children.map((child) => {
      const gone = new Promise((resolve) => child.once('close', resolve));
      if (child.pid) process.kill(-child.pid, 'SIGTERM');
      return gone;
    }),
  );
}
