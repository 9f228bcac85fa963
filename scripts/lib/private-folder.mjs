import { chmodSync, mkdirSync } from 'node:fs';

/** A folder for nobody but its owner, one that was there before too. @param {string} folder */
export function privateFolder(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
}
