// Before anything starts in containers: makes the secrets once, speaks the prompts, writes Asterisk's configuration, and gives every
// part its own, and only its own, in the volume that it sees.
import { lchownSync, copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { renderAsteriskConfig } from '../scripts/lib/asterisk-config.mjs';
import { placeFrom } from '../scripts/lib/place.mjs';
import { complain } from '../scripts/lib/project.mjs';
import { serviceEnvironment } from '../scripts/lib/service-environment.mjs';
import { keysFolder, makeSecrets, writePhoneAccounts } from '../scripts/lib/secrets.mjs';

/** The users of docker-compose.yml. */
const ASTERISK = 5060;
const SERVICE = 5061;

try {
  const place = placeFrom();
  makeSecrets(place.home);
  writePhoneAccounts(place);
  for (const name of /** @type {const} */ (['switchboard', 'demo-carrier'])) {
    const folder = path.join(place.home, name);
    for (const each of ['lib', 'run', 'log', 'spool/recording'])
      mkdirSync(path.join(folder, each), { recursive: true });
    renderAsteriskConfig(place, name);
    give(folder, ASTERISK);
  }
  // Asterisk looks for its music once, when it starts: prompts come first.
  Object.assign(process.env, serviceEnvironment(place), { SPEECH_RUNNER: '[]' });
  await import(/** @type {string} */ ('../dist/prompts/make.js'));
  give(keysFolder(place.home), SERVICE);
  give(path.join(place.home, 'prompts'), SERVICE);
  // Read as root by those images' own first steps.
  for (const part of ['postgres', 'redis']) {
    copyFileSync(
      path.join(keysFolder(place.home), `${part}-password`),
      path.join(place.home, `${part}-password`, 'password'),
    );
  }
} catch (error) {
  complain(error);
}

/** @param {string} folder @param {number} user */
function give(folder, user) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((each) =>
    path.join(folder, each),
  );
  for (const file of [folder, ...files]) lchownSync(file, user, user);
}
