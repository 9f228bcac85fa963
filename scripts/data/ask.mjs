import { text } from 'node:stream/consumers';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { Trouble } from '../lib/project.mjs';

/** A caller's number: typed without being shown, or all of standard input. It is in no argument and no history. */
export async function askNumber() {
  const number = process.stdin.isTTY
    ? await askHidden('The caller’s number (not shown): ')
    : await text(process.stdin);
  if (number.trim()) return number.trim();
  throw new Trouble('There is no number: type it when asked, or send it to standard input.');
}

/** @param {string} question */
async function askHidden(question) {
  process.stdout.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  const line = await lines.question('');
  lines.close();
  process.stdout.write('\n');
  return line;
}

/** Nothing happens unless somebody at the terminal says yes. @param {string} what */
export async function confirm(what) {
  if (!process.stdin.isTTY) throw new Trouble(`${what} Add --yes where nobody can be asked.`);
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await lines.question(`${what} Type yes to go on: `);
  lines.close();
  if (answer.trim() !== 'yes') throw new Trouble('Nothing was erased.');
}
