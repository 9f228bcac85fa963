import { createWriteStream, existsSync, linkSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { privateFolder } from '../lib/private-folder.mjs';
import { Trouble } from '../lib/project.mjs';

/** For this user alone, and never over what is there. */
const PRIVATE = { mode: 0o600, flag: 'wx' };

/** The whole path of the file to write: the one that was asked for, or `name` among the exports of this copy. @param {string} home @param {string} name @param {string} [out] */
export function fileFor(home, name, out) {
  if (out !== undefined) return path.resolve(out);
  const folder = path.join(home, 'exports');
  privateFolder(folder);
  return path.join(folder, name);
}

/** Asked before anything is told: what could not be written would have been seen for nothing. @param {string} file */
export function requireNew(file) {
  if (existsSync(file)) throw isThere(file);
}

/** @param {string} file @param {string} content */
export function saveText(file, content) {
  try {
    writeFileSync(file, content, PRIVATE);
  } catch (error) {
    // It is told nowhere else.
    console.log(content);
    throw cannotWrite(file, error);
  }
}

/** Under its name when it is whole, and not before. @param {string} file @param {Response} response @param {(text: string) => void} detail */
export async function saveStream(file, response, detail) {
  const part = `${file}.${process.pid}.part`;
  try {
    const { mode, flag: flags } = PRIVATE;
    await pipeline(
      Readable.fromWeb(/** @type {any} */ (response.body)),
      counting(detail),
      createWriteStream(part, { mode, flags }),
    );
    linkSync(part, file);
  } catch (error) {
    throw cannotWrite(file, error);
  } finally {
    rmSync(part, { force: true });
  }
}

/** @param {(text: string) => void} detail */
function counting(detail) {
  let bytes = 0;
  return new Transform({
    transform(chunk, _encoding, done) {
      bytes += chunk.length;
      detail(`${(bytes / 1e6).toFixed(1)} MB`);
      done(null, chunk);
    },
  });
}

/** @param {string} file @param {unknown} error */
function cannotWrite(file, error) {
  const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
  if (code === 'EEXIST') return isThere(file);
  return new Trouble(`${file} could not be written whole (${code ?? message}).`);
}

/** @param {string} file */
const isThere = (file) =>
  new Trouble(`${file} is there already, and is not written over. Name another with --out FILE.`);
