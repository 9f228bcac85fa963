import { pathToFileURL } from 'node:url';
import { Trouble } from '../lib/project.mjs';
import { builtFile } from '../lib/service-command.mjs';

/** @param {{ reason?: string }} options */
export function reasonIn({ reason }) {
  if (reason) return reason;
  throw new Trouble('Say why, for the audit log: --reason "asked for in writing on the first of May".');
}

/** By the service's own rule, before a number is asked for or anything is done. @param {string | undefined} given */
export async function requireGoodReason(given) {
  if (given === undefined) return;
  const { reason } = await built('reason.js');
  const { inPlainWords } = await built('plain-words.js');
  const { error } = reason.safeParse(given, { error: inPlainWords });
  if (error) throw new Trouble(`--reason ${error.issues[0].message}.`);
}

/** @param {string} file @returns {Promise<any>} */
const built = (file) => import(pathToFileURL(builtFile('npm run data', `common/${file}`)).href);
