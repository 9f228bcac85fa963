// `npm start`: sets up what is missing, starts the parts, looks after them until Ctrl-C.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { holdHome } from './lib/home-lock.mjs';
import { startAsterisk, startPostgres, startRedis, startService } from './lib/parts.mjs';
import { placeFrom } from './lib/place.mjs';
import { checkPorts } from './lib/ports.mjs';
import { complain, inProject, Trouble } from './lib/project.mjs';
import { httpUrl, sipServer } from './lib/reachable.mjs';
import { keysFolder, writePhoneAccounts } from './lib/secrets.mjs';
import { serviceEnvironment } from './lib/service-environment.mjs';
import { Supervisor } from './lib/supervisor.mjs';
import { Progress } from './setup/progress.mjs';
import { endRunning, run } from './setup/run.mjs';
import { setUp } from './setup/set-up.mjs';

/** @typedef {import('./lib/place.mjs').Place} Place */
/** @typedef {import('./lib/part.mjs').Part} Part */

const HELP = `npm start: sets up what is missing, then runs Throughline until Ctrl-C.

The first time it installs the npm packages, builds, and puts a Debian root file system with Asterisk, Postgres,
Redis and the voices into .throughline: about 1 GB in all. After that it takes a few seconds.

Ports and paths: see .env.example; copy what you change into .env. Keys, database and logs are in THROUGHLINE_HOME.

Options (after --):
  --set-up   only set up what is missing, start nothing
  --help     this text
`;

const words = process.argv.slice(2);
const unknown = words.find((word) => !['--help', '--set-up'].includes(word));
const began = Date.now();
const progress = new Progress();
const supervisor = new Supervisor((sentence) =>
  progress.say(`${new Date().toLocaleTimeString('en-GB')} ${sentence}`),
);
let serving = false;
let ending = false;

if (unknown) complain(new Trouble(`Unknown option ${unknown}: see npm start -- --help.`));
else if (words.includes('--help')) console.log(HELP);
else await main().catch(fail);

async function main() {
  const place = placeFrom();
  if (!words.includes('--set-up')) holdHome(place.home);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => void end(serving ? 0 : 1));
  if (!words.includes('--set-up')) await checkPorts(place);
  await setUp(place, progress);
  if (words.includes('--set-up')) return end(0);
  const keep = (/** @type {string} */ name, /** @type {() => Promise<Part>} */ start) =>
    progress.step(name, () => supervisor.keep(start));
  const prompts = makePrompts(place);
  // Asterisk looks for its music once, when it starts.
  const exchange = prompts.then(() =>
    Promise.all([
      keep('Asterisk', () => startAsterisk(place, 'switchboard')),
      ...(place.demo ? [keep('Demo carrier', () => startAsterisk(place, 'demo-carrier'))] : []),
    ]),
  );
  const needed = [
    keep('Postgres', () => startPostgres(place)),
    keep('Redis', () => startRedis(place)),
    prompts,
  ];
  // The service looks for Asterisk by itself, so it need not wait for it.
  const service = Promise.all(needed).then(() => keep('Service', () => startService(place)));
  await Promise.all([exchange, service]);
  if (ending) return;
  serving = true;
  console.log(welcome(place));
}

/** @param {Place} place */
async function makePrompts(place) {
  const maker = inProject('dist/prompts/make.js');
  if (!existsSync(maker)) return;
  const log = path.join(place.home, 'log/prompts.log');
  const env = { ...process.env, ...serviceEnvironment(place) };
  const { code, lines } = await progress.step('Prompts', (detail) =>
    run([process.execPath, maker], { log, env, onLine: detail }),
  );
  if (code !== 0) throw new Trouble(`The prompts could not be spoken: ${lines.at(-1)} See ${log}.`);
}

/** @param {Place} place */
function welcome(place) {
  const http = httpUrl(place);
  return `
Throughline is ready (${((Date.now() - began) / 1000).toFixed(1)} s)

  HTTP API      ${http}/api/v1
  API docs      ${http}/docs
  Operator key  ${path.join(keysFolder(place.home), 'operator.key')}
  SIP           ${sipServer(place)} (UDP and TCP)
  Softphones    ${writePhoneAccounts(place)}${place.demo ? '\n  Demo          npm run demo' : ''}
  Logs          ${path.join(place.home, 'log')}

Ctrl-C stops it.`;
}

/** @param {unknown} error */
async function fail(error) {
  // What fails because we are ending is no news.
  if (!ending) complain(error);
  await end(1);
}

/** Ends whatever is going on, once. @param {number} code */
async function end(code) {
  if (ending) return;
  ending = true;
  if (supervisor.busy) progress.say('Stopping');
  await endRunning();
  await supervisor.stop();
  process.exit(code);
}
