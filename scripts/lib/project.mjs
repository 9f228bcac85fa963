import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder package.json stands in. */
export const project = path.resolve(fileURLToPath(import.meta.url), '../../..');

/** @param {string[]} parts */
export const inProject = (...parts) => path.join(project, ...parts);

/** What a person is told in one sentence, without a stack: nothing in the code is wrong, something outside is. */
export class Trouble extends Error {}

/**
 * Ends a script the way a person can read: troubles in one sentence, everything else with its stack.
 * @param {unknown} error
 */
export function complain(error) {
  console.error(error instanceof Trouble ? `\n${error.message}` : error);
  process.exitCode = 1;
}
