import { createPublicKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { inProject, Trouble } from '../lib/project.mjs';
import { keysFolder } from '../lib/secrets.mjs';

/** @typedef {{ where: string, count: number, why?: string, until?: string }} Told */

/** @param {{ erased: Told[], kept: Told[] }} receipt */
export function tellReceipt({ erased, kept }) {
  if (erased.length === 0) console.log('There was nothing to erase.');
  for (const { where, count } of erased) {
    const stays = kept.some((rest) => rest.where === where);
    console.log(`${String(count).padStart(8)}  ${stays ? 'not named any more' : 'erased'}: ${where}`);
  }
  for (const { where, count, why, until } of kept)
    console.log(`${String(count).padStart(8)}  kept: ${where}: ${why}; ${until}`);
}

/** @type {Record<string, string>} */
const VERDICTS = {
  unreadable: 'This is no receipt of Throughline.',
  'other-key': 'It was signed with another key. Give the one that goes with it: --public-key FILE.',
  changed: 'It is not genuine: something in it was changed after it was signed.',
};

/** @param {import('../lib/place.mjs').Place} place @param {string[]} words @param {string} [keyFile] */
export async function verifyReceipt(place, [file, ...rest], keyFile) {
  if (!file || rest.length > 0) throw new Trouble('Name one file: npm run data -- verify-receipt FILE.');
  const text = read(file);
  const { verdictOn } = await receiptCode();
  const verdict = verdictOn(text, publicKey(keyFile ?? path.join(keysFolder(place.home), 'receipt.key')));
  if (verdict !== 'genuine') throw new Trouble(String(VERDICTS[verdict]));
  const { id, at, subject, ...told } = JSON.parse(text);
  console.log(`Genuine: receipt ${id} of ${at}, ${subject.kind} ${subject.name}.`);
  tellReceipt(told);
}

/** The service's own code: what is signed there is verified here by the same lines. */
async function receiptCode() {
  const file = inProject('dist', 'data-subjects/receipt.js');
  if (!existsSync(file))
    throw new Trouble('data is not built yet. Run npm run build, or npm start, which does.');
  return import(pathToFileURL(file).href);
}

/** Of a public key, or of the private one beside the service. @param {string} file */
function publicKey(file) {
  try {
    return createPublicKey(read(file));
  } catch (error) {
    if (error instanceof Trouble) throw error;
    throw new Trouble(`${file} holds no key: it is what npm run data -- public-key printed.`);
  }
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new Trouble(`${file} cannot be read.`);
  }
}
