import { spawn } from 'node:child_process';
import { closeSync, existsSync, fstatSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { privateFolder } from './private-folder.mjs';
import { Trouble } from './project.mjs';

/**
 * A process we started and look after.
 * @typedef {object} Part
 * @property {string} name
 * @property {number} pid
 * @property {string} log the file of its output
 * @property {Promise<void>} ready resolves when it serves; rejects when it ends before that or takes too long
 * @property {Promise<string>} ended resolves, in words, when the process is gone
 * @property {() => Promise<void>} stop asks it to end, insists after a while, resolves when it is gone
 * @property {(signal: NodeJS.Signals) => void} kill
 */

/**
 * @param {object} what
 * @param {string} what.name
 * @param {string[]} what.argv
 * @param {NodeJS.ProcessEnv} what.env
 * @param {string} what.log
 * @param {() => Promise<boolean>} what.isReady
 * @param {NodeJS.Signals} [what.stopSignal]
 * @param {number} [what.patience] how long stop() waits before it insists, in ms
 * @returns {Part}
 */
export function startPart({ name, argv, env, log, isReady, stopSignal = 'SIGTERM', patience = 8000 }) {
  const { output, from } = openLog(log);
  const [command, ...args] = argv;
  // A process group of its own: Ctrl-C reaches only us, and we end the parts in order.
  const child = spawn(/** @type {string} */ (command), args, {
    env,
    cwd: '/',
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);

  /** @type {Promise<string>} */
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ? `ended by ${signal}` : `exit code ${code}`));
  });
  const pid = child.pid ?? 0;
  /** @param {NodeJS.Signals} signal */
  const kill = (signal) => signalGroup(pid, signal);
  const ready = untilReady({ name, lastWords: () => lastWords(log, from), isReady, ended });
  // Whoever never looks at `ready` still hears of it through `ended`.
  ready.catch(() => {});

  async function stop() {
    kill(stopSignal);
    const insist = setTimeout(() => kill('SIGKILL'), patience);
    await ended;
    clearTimeout(insist);
    // What a killed process may have left of its group.
    kill('SIGKILL');
  }
  return { name, pid, log, ready, ended, stop, kill };
}

/** @param {{ name: string, lastWords: () => string, isReady: () => Promise<boolean>, ended: Promise<string> }} what */
async function untilReady({ name, lastWords, isReady, ended }) {
  /** @type {string | undefined} */
  let end;
  void ended.then((how) => (end = how));
  const deadline = Date.now() + 30_000;
  while (!(await isReady())) {
    if (end) throw new Trouble(`${name} did not start (${end}). ${lastWords()}`);
    if (Date.now() > deadline) throw new Trouble(`${name} was not ready within 30 s. ${lastWords()}`);
    await pause(40);
  }
}

/** @param {number} pid @param {NodeJS.Signals} signal */
function signalGroup(pid, signal) {
  try {
    if (pid) process.kill(-pid, signal);
  } catch {
    // It is already gone.
  }
}

/** `from`: where in it this run begins, in bytes. @param {string} log */
function openLog(log) {
  privateFolder(path.dirname(log));
  if (existsSync(log) && statSync(log).size > 5_000_000) renameSync(log, `${log}.old`);
  const output = openSync(log, 'a', 0o600);
  return { output, from: fstatSync(output).size };
}

/** Of this run: what an earlier one said is another story. @param {string} log @param {number} from */
function lastWords(log, from) {
  const lines = readFileSync(log).toString('utf8', from).trim().split('\n').slice(-3).join(' | ');
  return lines ? `Its last words: ${lines} (more in ${log})` : `It said nothing (${log}).`;
}
