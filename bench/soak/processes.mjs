import { readdirSync, readFileSync } from 'node:fs';

/**
 * The one process of a name that has a place in its command line or in its environment.
 * @param {string} name @param {string} place
 */
export function processOf(name, place) {
  const pids = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry));
  const found = pids.find((pid) => {
    try {
      const [comm, how, where] = ['comm', 'cmdline', 'environ'].map((file) =>
        readFileSync(`/proc/${pid}/${file}`, 'utf8'),
      );
      const isIt =
        name === 'node' ? how?.includes('dist/main.js') && where?.includes(place) : how?.includes(place);
      return comm?.trim() === name && isIt;
    } catch {
      // It ended while we looked.
      return false;
    }
  });
  if (!found) throw new Error(`there is no process ${name} of ${place}`);
  return Number(found);
}

/** Resident, in bytes. @param {number} pid */
export const memoryOf = (pid) =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;

/** @param {number} pid */
export const openFilesOf = (pid) => readdirSync(`/proc/${pid}/fd`).length;
