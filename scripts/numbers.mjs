// `npm run numbers`: who is reached under what, as the API tells an operator.
import { Api } from './lib/api.mjs';
import { placeFrom } from './lib/place.mjs';
import { complain, Trouble } from './lib/project.mjs';

const HELP = `npm run numbers: lists the pass-through numbers of the Throughline that runs here.

Each line: the number to dial, the extension to dial there (none for a number of its own), the professional.
`;

const words = process.argv.slice(2);
if (words.includes('--help')) console.log(HELP);
else if (words.length) complain(new Trouble(`Unknown option ${words[0]}: see npm run numbers -- --help.`));
else await main().catch(complain);

async function main() {
  const api = new Api(placeFrom());
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
const byId = async (api, resource, field) =>
  new Map((await all(api, resource)).map((each) => [each.id, each[field]]));

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
