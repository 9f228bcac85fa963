import { Progress } from '../setup/progress.mjs';
import { placeFrom } from '../lib/place.mjs';
import { Trouble } from '../lib/project.mjs';
import { askNumber, confirm } from './ask.mjs';
import { PrivacyApi } from './privacy-api.mjs';
import { reasonIn, requireGoodReason } from './reason.mjs';
import { tellReceipt, verifyReceipt } from './receipts.mjs';
import { fileFor, requireNew, saveStream, saveText } from './save.mjs';

/** @typedef {{ reason?: string, out?: string, key?: string, 'public-key'?: string, yes?: boolean, 'dry-run'?: boolean }} Options */
/** @typedef {{ api: PrivacyApi, home: string, progress: Progress, words: string[], options: Options }} Given */

/** @type {Record<string, (given: Given) => Promise<void>>} */
const COMMANDS = { export: exportAll, erase, hold, retain, 'public-key': publicKey };
const NAMES = Object.keys(COMMANDS);

/** @param {string[]} words @param {Options} options */
export async function runDataCommand([command = '', ...words], options) {
  const place = placeFrom();
  if (command === 'verify-receipt') return verifyReceipt(place, words, options['public-key']);
  const run = COMMANDS[command];
  if (!run) throw new Trouble(`It is ${NAMES.join(', ')} or verify-receipt: see npm run data -- --help.`);
  await requireGoodReason(options.reason);
  const api = new PrivacyApi(place, options.key);
  await run({ api, home: place.home, progress: new Progress(), words, options });
}

/** @param {Given} given */
async function exportAll({ api, home, progress, words, options }) {
  const reason = reasonIn(options);
  const { path, name, number } = await subjectOf(words);
  const file = fileFor(home, `export-${name}.json`, options.out);
  requireNew(file);
  const response = await api.ask('POST', `${path}/export`, { number, reason });
  await progress.step('Exporting', (detail) => saveStream(file, response, detail));
  console.log(`All that is kept of the ${words[0]} is in ${file}. Only this user can read it.`);
}

/** What would be refused is refused before anybody is asked for a reason, or whether they are sure. @param {Given} given */
async function erase({ api, home, progress, words, options }) {
  const { path, number } = await subjectOf(words);
  await api.ask('POST', `${path}/erasure/check`, { number });
  const reason = reasonIn(options);
  // There is a place for the receipt before anything is gone.
  const fileOf = (/** @type {string} */ id) => fileFor(home, `receipt-${id}.json`, options.out);
  requireNew(fileOf('next'));
  if (!options.yes) await confirm(`All that is kept of this ${words[0]} will be erased for good.`);
  const receipt = await progress.step('Erasing', () =>
    api.json('POST', `${path}/erasure`, { number, reason }),
  );
  tellReceipt(receipt);
  const file = fileOf(receipt.id);
  saveText(file, `${JSON.stringify(receipt, null, 2)}\n`);
  console.log(`The signed receipt is in ${file}.`);
}

/** @param {Given} given */
async function hold({ api, words, options }) {
  const [kind, id = ''] = words;
  if (kind === 'list') {
    if (!(await listHolds(api))) console.log('There is no legal hold.');
    return;
  }
  if (kind === 'lift') {
    await api.json('POST', `legal-holds/${idOf(id)}/lift`, { reason: reasonIn(options) });
    return console.log('The legal hold is lifted.');
  }
  const reason = reasonIn(options);
  const { number: callerNumber, professionalId } = await subjectOf(words);
  const held = await api.json('POST', 'legal-holds', { professionalId, callerNumber, reason });
  console.log(`Legal hold ${held.id} is in force: nothing of this ${kind} is erased until it is lifted.`);
}

/** @param {PrivacyApi} api @returns {Promise<number>} how many there are */
async function listHolds(api, cursor = '') {
  const { items, next } = await api.json('GET', `legal-holds?limit=200${cursor && `&cursor=${cursor}`}`);
  for (const { id, createdAt, liftedAt, professionalId, caller, reason } of items)
    console.log(
      [id, createdAt.slice(0, 10), liftedAt ? `lifted ${liftedAt.slice(0, 10)}` : 'in force']
        .concat(professionalId ? `professional ${professionalId}` : `caller ${caller ?? 'forgotten'}`, reason)
        .join('  '),
    );
  return items.length + (next ? await listHolds(api, next) : 0);
}

/** @param {Given} given */
async function retain({ api, progress, words, options }) {
  if (words.length > 0) throw unknown();
  const dryRun = options['dry-run'] ?? false;
  const { items } = await api.json('GET', 'retention');
  const { rows } = await progress.step(dryRun ? 'Counting' : 'Erasing what was kept long enough', () =>
    api.json('POST', 'retention/runs', { dryRun }),
  );
  console.log(dryRun ? 'Kept long enough, and not erased yet:' : 'Kept long enough, and erased:');
  for (const { kind, days, about } of items)
    console.log(`${String(rows[kind]).padStart(8)}  ${kind}, ${inDays(days)}: ${about}`);
}

/** @param {number} days */
const inDays = (days) => (days === 1 ? '1 day' : `${days} days`);

/** @param {Given} given */
async function publicKey({ api }) {
  console.log((await api.json('GET', 'receipts/public-key')).publicKey.trim());
}

/** Whom a command is about: `professional ID`, or `caller`. @param {string[]} words */
async function subjectOf([kind, id, ...rest]) {
  if (kind === 'professional' && id && rest.length === 0) {
    const path = `professionals/${idOf(id)}`;
    return { path, name: `professional-${id}`, professionalId: id };
  }
  if (kind !== 'caller') throw unknown();
  if (id !== undefined)
    throw new Trouble('Give no number on the command line: it is asked for, or read from standard input.');
  const number = await askNumber();
  const name = `caller-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  return { path: 'callers', name, number };
}

/** It goes into an address, and so into logs: a number given by mistake must not. @param {string} id */
function idOf(id) {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return id;
  throw new Trouble(
    'That is no id. An id has 36 letters, digits and hyphens, e.g. 3fa85f64-5717-4562-b3fc-2c963f66afa6.',
  );
}

const unknown = () => new Trouble('It is professional ID, or caller: see npm run data -- --help.');
