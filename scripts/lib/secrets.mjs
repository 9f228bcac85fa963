import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { privateFolder } from './private-folder.mjs';
import { sipServer } from './reachable.mjs';

/**
 * Every copy makes its own secrets at its first start, each in a file only its owner may read. The vault's key is
 * not among them: the service makes it together with a new database, since beside an older one it would open nothing.
 * @typedef {keyof typeof makers} SecretName
 */
const password = () => randomBytes(24).toString('base64url');
const makers = {
  'ari-password': password,
  'ami-password': password,
  'demo-carrier-ari-password': password,
  'postgres-password': password,
  'redis-password': password,
  // Typed by hand into a softphone: short, and without letters that look alike.
  'phone-1-password': () => spoken(12),
  'phone-2-password': () => spoken(12),
};

/** @param {string} home */
export const keysFolder = (home) => path.join(home, 'keys');

/** @param {string} home @param {SecretName} name */
export const secret = (home, name) => readFileSync(path.join(keysFolder(home), name), 'utf8').trim();

/** @param {string} home */
export function makeSecrets(home) {
  privateFolder(keysFolder(home));
  for (const [name, make] of Object.entries(makers)) {
    const file = path.join(keysFolder(home), name);
    if (!existsSync(file)) writeFileSync(file, `${make()}\n`, { mode: 0o600, flag: 'wx' });
  }
}

/** @param {number} length */
function spoken(length) {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
  return [...randomBytes(length)].map((byte) => letters[byte % letters.length]).join('');
}

/**
 * What to type into a softphone, in a file of its own: a terminal is often recorded.
 * @param {import('./place.mjs').Place} place
 */
export function writePhoneAccounts(place) {
  const { home } = place;
  const file = path.join(keysFolder(home), 'phone-accounts');
  const accounts = /** @type {const} */ (['1', '2']).map(
    (n) => `user phone${n}, password ${secret(home, `phone-${n}-password`)}`,
  );
  writeFileSync(file, [`SIP server ${sipServer(place)}, UDP or TCP`, ...accounts, ''].join('\n'), {
    mode: 0o600,
  });
  return file;
}
