// `npm run numbers`: who is reached under what, as the API tells an operator.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Api } from './lib/api.mjs';
import { placeFrom } from './lib/place.mjs';
import { complain, Trouble } from './lib/project.mjs';
import { keysFolder } from './lib/secrets.mjs';

const HELP = `npm run numbers: lists the pass-through numbers of the Throughline that runs here.

Each line: the number to dial, the extension to dial there (none for a number of its own), the professional.
`;

const words = process.argv.slice(2);
if (words.includes('--help')) console.log(HELP);
else if (words.length) complain(new Trouble(`Unknown option ${words[0]}: see npm run numbers -- --help.`));
else await main().catch(complain);

async function main() {
  const place = placeFrom();
  if (!existsSync(path.join(keysFolder(place.home), 'operator.key')))
    throw new Trouble(`There is no Throughline in ${place.home} yet. Start it with npm start.`);
  const api = new Api(place);
  const names = await byId(api, 'professionals', 'displayName');
  const switchboards = await byId(api, 'switchboard-numbers', 'number');
  const people = await byId(api, 'listings', 'professionalId');
  const lines = (await all(api, 'pass-through-numbers')).map(
    ({ number, switchboardNumberId, extension, listingId }) =>
      [
        number ?? switchboards.get(switchboardNumberId),
        (extension ?? '').padEnd(6),
        names.get(people.get(listingId)),
      ].join('  '),
  );
  console.log(lines.sort().join('\n'));
}

/** @param {Api} api @param {string} resource @param {string} field */
async function byId(api, resource, field) {
  return new Map((await all(api, resource)).map((each) => [each.id, each[field]]));
}

/** Every page of it. @param {Api} api @param {string} resource @returns {Promise<any[]>} */
async function all(api, resource, cursor = '') {
  const { items, next } = await api
    .get(`${resource}?limit=200${cursor && `&cursor=${cursor}`}`)
    .catch(unreachable);
  return next ? [...items, ...(await all(api, resource, next))] : items;
}

/** @param {Error} error @returns {never} */
function unreachable(error) {
  if (error.message === 'fetch failed')
    throw new Trouble('No Throughline answers here. Start it with npm start.');
  throw error;
}
