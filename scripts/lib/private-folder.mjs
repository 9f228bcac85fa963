import { chmodSync, mkdirSync } from 'node:fs';
import { Trouble } from './project.mjs';

/** A folder for nobody but its owner, one that was there before too. @param {string} folder */
export function privateFolder(folder) {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    throw new Trouble(
      `${folder} cannot be made or kept private (${code}). Give it to this user, or choose another THROUGHLINE_HOME in .env.`,
    );
  }
}
