import { createWriteStream, linkSync, rmSync, writeFileSync } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Trouble } from '../lib/project.mjs';

/** For this user alone, and never over what is there. */
const PRIVATE = { mode: 0o600, flag: 'wx' };

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
  if (code === 'EEXIST') return new Trouble(`${file} is there already. Name another with --to.`);
  return new Trouble(`${file} could not be written whole (${code ?? message}).`);
}
