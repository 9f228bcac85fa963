import path from 'node:path';
import { inProject } from './project.mjs';
import { keysFolder, secret } from './secrets.mjs';

/** @typedef {import('./place.mjs').Place} Place */

/** @param {Place} place */
export const databaseUrl = (place) =>
  `postgres://throughline:${secret(place.home, 'postgres-password')}@127.0.0.1:${place.postgresPort}/throughline`;

/** @param {Place} place */
export const redisUrl = (place) =>
  `redis://:${secret(place.home, 'redis-password')}@127.0.0.1:${place.redisPort}`;

/**
 * All that the service is told about the place it runs in.
 * @param {Place} place
 */
export const serviceEnvironment = (place) => ({
  DATABASE_URL: databaseUrl(place),
  REDIS_URL: redisUrl(place),
  ARI_URL: `http://127.0.0.1:${place.ariPort}`,
  ARI_USER: 'throughline',
  ARI_PASSWORD: secret(place.home, 'ari-password'),
  AMI_PORT: String(place.amiPort),
  AMI_USER: 'throughline',
  AMI_PASSWORD: secret(place.home, 'ami-password'),
  KEYS_DIR: keysFolder(place.home),
  PROMPTS_DIR: path.join(place.home, 'prompts'),
  SPEECH_RUNNER: JSON.stringify([process.execPath, inProject('scripts/in-root.mjs'), place.rootfs, '--']),
  ORGANISATION: place.organisation,
  LISTEN_ADDRESS: place.listenAddress,
  HTTP_PORT: String(place.httpPort),
  SIP_ADDRESS: place.sipAddress,
  SIP_PORT: String(place.sipPort),
  DEFAULT_COUNTRY: place.defaultCountry,
  ...place.wrongExtensions,
  MAX_CALLS: place.maxCalls,
  MAX_LATENESS: place.maxLateness,
  DEMO: place.demo ? 'on' : 'off',
  DEMO_SIP_PORT: String(place.demoSipPort),
  LOG_LEVEL: place.logLevel,
});
