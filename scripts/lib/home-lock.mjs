import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { privateFolder } from './private-folder.mjs';
import { Trouble } from './project.mjs';

/**
 * Two supervisors over one home would write into one database: the second is refused.
 * @param {string} home
 */
export function holdHome(home) {
  const file = path.join(home, 'pid');
  privateFolder(home);
  const holder = readHolder(file);
  if (holder)
    throw new Trouble(
      `Throughline already runs in ${home} (process ${holder}). Stop that one, or give this copy a THROUGHLINE_HOME and ports of its own.`,
    );
  writeFileSync(file, `${process.pid} ${startOf(process.pid)}\n`);
  process.once('exit', () => rmSync(file, { force: true }));
}

/** @param {string} file @returns {string | undefined} the process that holds it and still lives */
function readHolder(file) {
  try {
    const [pid, start] = readFileSync(file, 'utf8').trim().split(' ');
    return isAlive(pid) && (start ?? '') === startOf(pid ?? '') ? pid : undefined;
  } catch {
    return undefined;
  }
}

/**
 * When a process began: its number alone may have been given to another since. Empty where there is no /proc.
 * @param {string | number} pid
 */
function startOf(pid) {
  const file = `/proc/${pid}/stat`;
  return existsSync(file) ? readFileSync(file, 'utf8').split(') ').at(-1)?.split(' ')[19] : '';
}

/** @param {string | number | undefined} pid */
export function isAlive(pid) {
  try {
    return process.kill(Number(pid), 0);
  } catch (error) {
    // Somebody else's, then.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
