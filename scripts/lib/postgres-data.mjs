import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { giveTo, insideRoot } from './enter-root.mjs';
import { Trouble } from './project.mjs';
import { secret } from './secrets.mjs';

/**
 * Makes the database of a place once: built aside and renamed, so that an interrupted one is never taken for whole.
 * @param {import('./place.mjs').Place} place @param {string} folder
 */
export async function makePostgresData(place, folder) {
  const data = path.join(folder, 'data');
  if (existsSync(data)) return;
  const half = path.join(folder, 'data.new');
  const passwords = path.join(folder, 'password');
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true, mode: 0o700 });
  const password = secret(place.home, 'postgres-password');
  writeFileSync(passwords, password, { mode: 0o600 });
  giveTo(folder, place.rootfs, 'postgres');

  await inside('initdb', [
    '-D',
    half,
    '-U',
    'postgres',
    '--pwfile',
    passwords,
    '--auth=scram-sha-256',
    ...locale,
    '--no-sync',
  ]);
  await inside(
    'postgres',
    ['--single', '-D', half, '-c', 'dynamic_shared_memory_type=mmap', 'postgres'],
    ownDatabase(password),
  );
  rmSync(passwords);
  renameSync(half, data);

  /** @param {string} program @param {string[]} args @param {string} input */
  async function inside(program, args, input = '') {
    const argv = [`/usr/lib/postgresql/18/bin/${program}`, ...args];
    await run(insideRoot(place.rootfs, argv, { user: 'postgres', paths: [folder] }), input);
  }
}

const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];

/**
 * The service owns its database and is no superuser; it may create others, which its tests do.
 * @param {string} password
 */
const ownDatabase = (password) =>
  `CREATE ROLE throughline LOGIN CREATEDB PASSWORD '${password}';\nCREATE DATABASE throughline OWNER throughline;\n`;

/** @param {ReturnType<typeof insideRoot>} command @param {string} input @returns {Promise<void>} */
function run({ argv: [command, ...args], env }, input) {
  return new Promise((resolve, reject) => {
    const child = execFile(
      /** @type {string} */ (command),
      args,
      { env, cwd: '/' },
      (error, output, errors) => {
        if (error)
          reject(
            new Trouble(`The database could not be made: ${errors.trim() || output.trim() || error.message}`),
          );
        else resolve();
      },
    );
    child.stdin?.end(input);
  });
}

/**
 * The first message of a client, as the protocol has it: length, version 3.0, names and values, a closing zero.
 * @param {string} user
 */
export function startupMessage(user) {
  const body = Buffer.from(`\0\x03\0\0user\0${user}\0database\0${user}\0\0`, 'latin1');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + 4);
  return Buffer.concat([length, body]);
}
