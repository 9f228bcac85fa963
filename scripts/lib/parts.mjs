import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ariOf, renderAsteriskConfig } from './asterisk-config.mjs';
import { giveTo, insideRoot } from './enter-root.mjs';
import { startPart } from './part.mjs';
import { answers, answersHttp } from './ports.mjs';
import { makePostgresData, startupMessage } from './postgres-data.mjs';
import { privateFolder } from './private-folder.mjs';
import { inProject } from './project.mjs';
import { httpUrl } from './reachable.mjs';
import { secret } from './secrets.mjs';
import { serviceEnvironment } from './service-environment.mjs';

/**
 * The parts of a running Throughline. Each function starts one for a place and returns at once what is needed to
 * wait for it, watch it and end it. `npm start` and the tests use the same.
 * @typedef {import('./place.mjs').Place} Place
 * @typedef {import('./part.mjs').Part} Part
 */

/**
 * @param {Place} place
 * @param {{ durable?: boolean }} options durable: false skips every wait for the disk, for tests only
 * @returns {Promise<Part>}
 */
export async function startPostgres(place, { durable = true } = {}) {
  const folder = path.join(place.home, 'postgres');
  privateFolder(folder);
  await makePostgresData(place, folder);
  // A root file system that was built anew may number its users otherwise.
  giveTo(folder, place.rootfs, 'postgres');
  // No socket file: its path may be too long for one, and all of us speak TCP.
  const settings = {
    port: place.postgresPort,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    dynamic_shared_memory_type: 'mmap',
    fsync: durable ? 'on' : 'off',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const argv = ['/usr/lib/postgresql/18/bin/postgres', '-D', path.join(folder, 'data'), ...options];
  return startPart({
    name: 'Postgres',
    // SIGINT: clients are let go of, everything is written, no waiting for them to leave by themselves.
    ...insideRoot(place.rootfs, argv, { user: 'postgres', paths: [folder], signal: 'SIGINT' }),
    stopSignal: 'SIGINT',
    log: logOf(place, 'postgres'),
    // Knock as a client does: a server that still recovers answers with an error, a ready one asks for the password.
    isReady: () => answers(place.postgresPort, startupMessage('throughline'), 'R'),
  });
}

/** @param {Place} place @returns {Promise<Part>} */
export async function startRedis(place) {
  const folder = path.join(place.home, 'redis');
  const config = path.join(folder, 'redis.conf');
  const password = secret(place.home, 'redis-password');
  privateFolder(folder);
  // In a file, since a command line is everybody's to read.
  const lines = [
    'bind 127.0.0.1',
    `port ${place.redisPort}`,
    `requirepass ${password}`,
    `dir ${folder}`,
    'appendonly yes',
    'save ""',
  ];
  writeFileSync(config, `${lines.join('\n')}\n`, { mode: 0o600 });
  giveTo(folder, place.rootfs, 'redis');
  return startPart({
    name: 'Redis',
    ...insideRoot(place.rootfs, ['redis-server', config], { user: 'redis', paths: [folder] }),
    log: logOf(place, 'redis'),
    isReady: () =>
      answers(place.redisPort, `*2\r\n$4\r\nAUTH\r\n$${password.length}\r\n${password}\r\n`, '+OK'),
  });
}

/**
 * @param {Place} place
 * @param {import('./asterisk-config.mjs').AsteriskName} name
 * @returns {Promise<Part>}
 */
export async function startAsterisk(place, name) {
  const folder = path.join(place.home, name);
  const prompts = path.join(place.home, 'prompts');
  mkdirSync(prompts, { recursive: true });
  privateFolder(folder);
  for (const each of ['lib', 'run', 'log', 'spool/recording'])
    mkdirSync(path.join(folder, each), { recursive: true });
  renderAsteriskConfig(place, name);
  giveTo(folder, place.rootfs, 'asterisk');
  const inside = insideRoot(
    place.rootfs,
    ['asterisk', '-f', '-n', '-C', path.join(folder, 'etc/asterisk.conf')],
    {
      user: 'asterisk',
      paths: [folder, prompts],
    },
  );
  return startPart({
    name: name === 'switchboard' ? 'Asterisk' : 'The demo carrier',
    ...inside,
    // One arena a thread would let memory grow by the hundred megabytes under load.
    env: { ...inside.env, MALLOC_ARENA_MAX: '4' },
    log: logOf(place, name),
    isReady: () => answersAri(place, name),
  });
}

/** @param {Place} place @param {NodeJS.ProcessEnv} more @returns {Promise<Part>} */
export async function startService(place, more = {}) {
  return startPart({
    name: 'The service',
    argv: [
      'setpriv',
      '--pdeathsig',
      'TERM',
      '--',
      process.execPath,
      '--enable-source-maps',
      inProject('dist/main.js'),
    ],
    env: { ...process.env, ...serviceEnvironment(place), ...more },
    log: logOf(place, 'service'),
    isReady: () => answersHttp(`${httpUrl(place)}/health/ready`),
    // Everything ends with it: at SIGTERM it would leave its calls to the next one.
    stopSignal: 'SIGINT',
  });
}

/** @param {Place} place @param {import('./asterisk-config.mjs').AsteriskName} name */
function answersAri(place, name) {
  const { user, password, port } = ariOf(place, name);
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return answersHttp(`http://127.0.0.1:${port}/ari/asterisk/ping`, { authorization });
}

/** @param {Place} place @param {string} name */
const logOf = (place, name) => path.join(place.home, 'log', `${name}.log`);
