import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';
import { Trouble } from '../lib/project.mjs';
import { run } from './run.mjs';

/**
 * mmdebstrap puts a Debian together and checks its signatures. Where the machine has none, it is fetched into
 * HOME/tools with the machine's own apt, and run from there: nothing is installed.
 * @param {string} home @param {string} log @param {(text: string) => void} detail
 * @returns {Promise<{ argv: string[], env: NodeJS.ProcessEnv }>}
 */
export async function findMmdebstrap(home, log, detail) {
  if (process.getuid?.() !== 0) checkOrdinaryUser();
  if (has('mmdebstrap')) return { argv: ['mmdebstrap'], env: process.env };
  if (!has('apt-get'))
    throw new Trouble(
      'The root file system is put together with apt or mmdebstrap, and this machine has neither: install mmdebstrap, or use docker compose.',
    );
  const tools = path.join(home, 'tools');
  if (!existsSync(path.join(tools, '.complete'))) await fetchInto(tools, log, detail);
  return {
    argv: ['perl', path.join(tools, 'root/usr/bin/mmdebstrap')],
    env: environmentIn(path.join(tools, 'root')),
  };
}

/** @param {string} command */
const has = (command) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;

/** Debian has many users, so whoever is not root needs a range of user ids to lend to them. */
function checkOrdinaryUser() {
  const name = userInfo().username;
  const granted = (/** @type {string} */ file) =>
    existsSync(file) &&
    readFileSync(file, 'utf8')
      .split('\n')
      .some((line) => line.startsWith(`${name}:`));
  if (has('newuidmap') && granted('/etc/subuid') && granted('/etc/subgid')) return;
  throw new Trouble(
    `Unpacking Debian as an ordinary user needs a range of user ids: run \`sudo apt-get install uidmap && sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 ${name}\`, then \`npm start\` again; or run \`npm start\` as root.`,
  );
}

/** @param {string} tools @param {string} log @param {(text: string) => void} detail */
async function fetchInto(tools, log, detail) {
  detail('fetching mmdebstrap');
  const [lists, cache, root] = ['lists', 'cache', 'root'].map((each) => path.join(tools, each));
  for (const folder of [`${lists}/partial`, `${cache}/archives/partial`, `${root}`])
    mkdirSync(folder, { recursive: true });
  const own = [
    `Dir::State::Lists=${lists}`,
    `Dir::Cache=${cache}`,
    'Debug::NoLocking=1',
    'APT::Sandbox::User=root',
    'Acquire::Languages=none',
  ];
  const apt = ['apt-get', '-qq', ...own.flatMap((each) => ['-o', each])];
  // What cannot be reached is only a warning to it, and the reason of what fails after it.
  const warnings = await must([...apt, 'update'], log);
  // With it comes what this machine lacks of Perl.
  const wanted = ['--yes', '--no-install-recommends', '--download-only', 'install', 'mmdebstrap'];
  await must([...apt, ...wanted], log, warnings);
  const archives = path.join(cache ?? '', 'archives');
  for (const name of readdirSync(archives).filter((each) => each.endsWith('.deb'))) {
    await must(['dpkg-deb', '-x', path.join(archives, name), root ?? ''], log);
  }
  writeFileSync(path.join(tools, '.complete'), '');
}

/** @param {string[]} argv @param {string} log @param {string[]} before what was said before it */
async function must(argv, log, before = []) {
  const { code, lines } = await run(argv, { log });
  const said = [...before, ...lines];
  if (code === 0) return said;
  const reason = said.find((line) => /^[EW]: /.test(line))?.slice(3) ?? said.at(-1);
  throw new Trouble(
    `mmdebstrap could not be fetched: ${reason}. Look at the network, or install the package mmdebstrap; \`npm start\` tries again.`,
  );
}

/** Perl looks for its modules in folders that carry its version. @param {string} root @returns {NodeJS.ProcessEnv} */
function environmentIn(root) {
  const perl = [
    'usr/share/perl5',
    'usr/share/perl',
    'usr/lib/x86_64-linux-gnu/perl',
    'usr/lib/aarch64-linux-gnu/perl',
  ].map((each) => path.join(root, each));
  const versions = perl
    .filter((each) => existsSync(each))
    .flatMap((each) => [each, ...readdirSync(each).map((version) => path.join(each, version))]);
  return { ...process.env, PERL5LIB: versions.join(':'), PATH: `${process.env.PATH}:${root}/usr/bin` };
}
