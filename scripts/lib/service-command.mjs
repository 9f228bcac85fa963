import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Progress } from '../setup/progress.mjs';
import { placeFrom } from './place.mjs';
import { complain, inProject, Trouble } from './project.mjs';
import { keysFolder } from './secrets.mjs';
import { serviceEnvironment } from './service-environment.mjs';

/**
 * `npm run NAME`: runs a command of the built service, told of its place as the service itself is. The command's
 * file exports `run(words, progress)`. What it throws with a code of ours is told in one sentence; the exit code is 1 then.
 * @param {string} name
 * @param {string} help what --help prints
 * @param {string} entry the command's file in dist, e.g. vault/vault.command.js
 */
export async function runServiceCommand(name, help, entry) {
  const words = process.argv.slice(2);
  if (words.includes('--help')) return console.log(help);
  try {
    Object.assign(process.env, environmentOf(placeFrom()));
    const file = builtFile(name, entry);
    // What the service writes into its log is of no use on a terminal; what is wrong is.
    (await import('@nestjs/common')).Logger.overrideLogger(['warn', 'error', 'fatal']);
    const { run } = await import(pathToFileURL(file).href);
    await run(words, new Progress());
  } catch (error) {
    complain(inOneSentence(error));
  }
}

/** @param {import('./place.mjs').Place} place */
function environmentOf(place) {
  if (!existsSync(path.join(keysFolder(place.home), 'postgres-password')))
    throw new Trouble(`There is no Throughline in ${place.home} yet. Start it with npm start.`);
  return serviceEnvironment(place);
}

/** @param {string} name of the command that needs it @param {string} entry */
export function builtFile(name, entry) {
  const file = inProject('dist', entry);
  if (!existsSync(file))
    throw new Trouble(`${name} is not built yet. Run npm run build, or npm start, which does.`);
  return file;
}

/** Codes of ours are lower-case words with hyphens; the system's and Postgres's are not. @param {unknown} error */
function inOneSentence(error) {
  if (!(error instanceof Error) || !('code' in error)) return error;
  if (error.code === 'ECONNREFUSED')
    return new Trouble('The database does not answer here. Start Throughline with npm start.');
  return /^[a-z]+(-[a-z]+)*$/.test(String(error.code)) ? new Trouble(error.message) : error;
}
